"""Mail: what is written, and delivering what waits."""

from assistant.post.brief_mail import queue_brief_mail
from assistant.post.deliver import Delivered, deliver_waiting
from assistant.post.invitations import Inviting, queue_invitations

__all__ = ["Delivered", "Inviting", "deliver_waiting", "queue_brief_mail", "queue_invitations"]
