"""What stands before Django: held pages, static files, streams, and the bridge to WSGI."""
