"""Deputies who talk beside the portal: does what each line of its input says, and says it is done.

reply TOPIC COUNT WORD     so many replies by deputies of many councils, each with WORD and a number
edit WORD POST...          each of these posts changed by its author, with WORD and its number
close TOPIC, reopen TOPIC  the operator lets nobody reply, or everyone again
"""

import itertools
import sys

import django

from maslikhat.kit.transactions import writing


def main() -> None:
    """Work until the input ends."""
    from maslikhat.accounts.models import User
    from maslikhat.dialogue import actions
    from maslikhat.dialogue.models import Post, Topic

    # So many that none writes thirty times within the hour, whichever tests share this portal.
    known = User.objects.filter(person__posts__isnull=False).distinct().order_by("pk")
    speakers = itertools.cycle(known[:40])
    for line in sys.stdin:
        act, *words = line.split()
        if act == "reply":
            topic = Topic.objects.select_related("room").get(pk=words[0])
            for count in range(1, int(words[1]) + 1):
                body = f"{words[2]} {count}."
                actions.reply(topic, by=next(speakers), body=body, language="en")
        elif act in {"close", "reopen"}:
            topic = Topic.objects.select_related("room").get(pk=words[0])
            getattr(actions, act)(topic, by=User.objects.get(username="operator"))
        else:
            posts = Post.objects.filter(pk__in=words[1:])
            with writing():
                for post in posts:
                    author = User.objects.get(person=post.author_id)
                    actions.edit(post, by=author, body=f"{words[0]} {post.pk}.")
        print("done", flush=True)


if __name__ == "__main__":
    django.setup()
    main()
