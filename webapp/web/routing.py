"""Route decorators for handlers that are plain functions: each runs in a worker thread.

Whatever such a handler waits for, a lock, a disk or a long computation, the event loop goes on
meanwhile. Litestar's own decorators are for the few handlers that are coroutines.
"""

from functools import partial

import litestar

get = partial(litestar.get, sync_to_thread=True)
post = partial(litestar.post, sync_to_thread=True)
