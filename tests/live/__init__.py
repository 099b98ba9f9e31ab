"""Live pages: on real servers, real workers and real connections."""
