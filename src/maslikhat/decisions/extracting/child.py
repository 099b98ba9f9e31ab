"""The process that reads the text of one file for `decisions.extraction`, under limits.

It is started by its path, isolated. Its arguments: the folder of libraries, the folder of the
portal's source, the kind of the file, the most letters and the most pages. The file is its standard
input; out comes one JSON object. What a hostile file makes it take is taken here and ends here.
"""

import codecs
import importlib
import json
import os
import resource
import sys

if __name__ == "__main__":
    sys.path += sys.argv[1:3]

from lxml import etree

from maslikhat.decisions.extracting.gathered import (
    DAMAGED,
    ENCRYPTED,
    TOO_LARGE,
    Damaged,
    Encrypted,
    Gathered,
    TooLarge,
)

MEMORY = 768 * 1024 * 1024
PROCESSOR_SECONDS = 30
LIMITS = {
    resource.RLIMIT_AS: MEMORY,
    resource.RLIMIT_DATA: MEMORY,
    resource.RLIMIT_CPU: PROCESSOR_SECONDS,
    resource.RLIMIT_FSIZE: 0,
    resource.RLIMIT_CORE: 0,
    # The three it was given and no more: it opens neither a file nor a connection.
    resource.RLIMIT_NOFILE: 3,
    resource.RLIMIT_NPROC: 0,
}
# The module that reads a kind: to load pypdf takes longer than to read a small page without it.
READERS = {
    "pdf": "pdf_text",
    "docx": "docx_text",
    "html": "html_text",
    "aside-pdf": "aside_pdf",
    "aside-docx": "aside_office",
    "aside-xlsx": "aside_office",
}
# Python opens a codec's file when it is first asked for; then it is too late.
CODECS = (
    "utf-8 utf-8-sig utf-16 utf-16-be utf-16-le latin-1 ascii cp437 cp1251 cp1252 kz1048 koi8-r"
    " mac_roman mac_cyrillic charmap unicode_escape cp936 gbk gb18030 gb2312 big5 big5hkscs cp950"
    " shift_jis cp932 euc_jp euc_kr cp949"
)


# And so does pypdf with parts of its own.
LATE = (
    "filters generic generic._image_inline _configuration _text_extraction"
    " _codecs.core_font_metrics xmp"
)


def main() -> int:
    """Write the text of the file; the number to end with."""
    kind, most_letters, most_pages = sys.argv[3], int(sys.argv[4]), int(sys.argv[5])
    for name in CODECS.split():
        codecs.lookup(name)
    for name in LATE.split() if kind.endswith("pdf") else ():
        importlib.import_module(f"pypdf.{name}")
    reader = importlib.import_module(f"maslikhat.decisions.extracting.{READERS[kind]}")
    take_no_more()
    gathered = Gathered(most_letters, most_pages)
    try:
        with open(0, "rb", closefd=False) as source:
            reader.read(source.read(), gathered)
        answer = json.dumps(gathered.told(), ensure_ascii=False).encode("utf-8", "replace")
        with open(1, "wb", closefd=False) as out:
            out.write(answer)
    except (MemoryError, TooLarge):
        return TOO_LARGE
    except Encrypted:
        return ENCRYPTED
    except (Damaged, etree.LxmlError):
        return DAMAGED
    # Damage makes the libraries raise anything.
    except BaseException:
        return DAMAGED
    return 0


def take_no_more() -> None:
    """Set the limits; whoever waits for a page goes first."""
    for kind, most in LIMITS.items():
        hard = resource.getrlimit(kind)[1]
        given = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (given, given))
    os.nice(5)


if __name__ == "__main__":
    # Without the freeing of what it read: all of it goes at once.
    os._exit(main())
