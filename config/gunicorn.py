"""How gunicorn serves the product; `manage.py up` and deploy/ both start it with this file."""

import os

wsgi_app = "config.wsgi:application"
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = int(os.environ.get("WEB_THREADS", "8"))
worker_class = "gthread"
# One load for all workers: a quicker start and less memory.
preload_app = True
timeout = 60
graceful_timeout = 5
keepalive = 5
# The most it offers: in an address every Chinese character takes nine.
limit_request_line = 8190
# The heartbeat file belongs in memory: on a slow disk its update can stall a worker.
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108 - names are made by mkstemp
control_socket_disable = True
accesslog = "-"
access_log_format = '%(h)s "%(r)s" %(s)s %(b)s %(M)sms'
