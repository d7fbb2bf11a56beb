"""groundwire over HTTP: routes, the edge around them, the work behind them, and the page."""
