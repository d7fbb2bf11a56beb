"""The service for agents, over the Model Context Protocol."""
