"""Work off the event loop: workers, writing, following new generations, processes."""
