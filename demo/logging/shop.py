"""Writes a scene by Python's logging, a file for each layout, and notes what is logged."""

import logging
import sys
import threading
import time
import warnings
from datetime import datetime, timezone

out = sys.argv[1]
HOWTO = "%(asctime)s - %(name)s - %(levelname)s - %(message)s"
LAYOUTS = {
    # What basicConfig() sets when nothing else is said: no time.
    "basic": logging.Formatter(logging.BASIC_FORMAT),
    # The tutorial and the cookbook.
    "howto": logging.Formatter(HOWTO),
    "howto-seconds": logging.Formatter(HOWTO, "%Y-%m-%d %H:%M:%S"),
    "cookbook": logging.Formatter("%(asctime)s %(name)-12s %(levelname)-8s %(message)s"),
    "short": logging.Formatter("%(asctime)s %(levelname)s %(message)s"),
    "colons": logging.Formatter("%(asctime)s:%(levelname)s:%(name)s:%(message)s"),
    "place": logging.Formatter("%(asctime)s [%(levelname)s] %(name)s (%(filename)s:%(lineno)d): %(message)s"),
    "iso": logging.Formatter("%(asctime)s %(levelname)-8s [%(threadName)s] %(name)s: %(message)s", "%Y-%m-%dT%H:%M:%S%z"),
    # Well-known programs.
    "django": logging.Formatter("{levelname} {asctime} {module} {process:d} {thread:d} {message}", style="{"),
    "celery": logging.Formatter("[%(asctime)s: %(levelname)s/%(processName)s] %(message)s"),
    "gunicorn": logging.Formatter("%(asctime)s [%(process)d] [%(levelname)s] %(message)s", "[%Y-%m-%d %H:%M:%S %z]"),
    "flask": logging.Formatter("[%(asctime)s] %(levelname)s in %(module)s: %(message)s"),
    "day-first": logging.Formatter("%(asctime)s %(levelname)s %(message)s", "%m/%d/%Y %I:%M:%S %p"),
}
did = open(f"{out}/python.tsv", "w", encoding="utf-8")
did.write("before\tafter\tlevel\tlogger\tthread\torder\ttext\tbehind it\n")


def now():
    return datetime.now(timezone.utc).isoformat().replace("+00:00", "Z")


def note(level, logger, text, behind, log):
    before = now()
    log()
    row = (before, now(), level, logger, threading.current_thread().name, "", text.replace("\n", "\\n"), " & ".join(behind))
    did.write("\t".join(row) + "\n")
    time.sleep(0.003)


def say(level, logger, text, *args, behind=(), **more):
    """Logs at the level, which is named as logging names it."""
    number = getattr(logging, level)
    note(level, logger, text % args if args else text, behind,
         lambda: logging.getLogger(logger).log(number, text, *args, **more))


def pay():
    try:
        raise ConnectionRefusedError(111, "Connection refused")
    except OSError as refused:
        raise RuntimeError("bank.example.org: no answer") from refused


def scene():
    say("INFO", "shop.cart", "Cart %s has %d items", "o-17", 2)
    say("DEBUG", "shop.cart", "price=10.50 EUR, key: value - dashes | pipes [brackets] (parentheses)")
    say("WARNING", "root", "Card refused: retry 1 of 3")
    try:
        pay()
    except RuntimeError:
        behind = ["Traceback (most recent call last):", "ConnectionRefusedError: [Errno 111] Connection refused",
                  "The above exception was the direct cause of the following exception:",
                  "RuntimeError: bank.example.org: no answer"]
        say("ERROR", "shop.payment", "Order o-17 refused", exc_info=True, behind=behind)
    say("INFO", "shop.cart", "Order o-18:\n  2 x apple\n  1 x pear\n\ntotal 3")
    try:
        raise ExceptionGroup("two failed", [ValueError("no stock"), KeyError("o-19")])
    except ExceptionGroup:
        behind = ["  + Exception Group Traceback (most recent call last):", "  | ExceptionGroup: two failed (2 sub-exceptions)",
                  "ValueError: no stock", "KeyError: 'o-19'"]
        say("CRITICAL", "shop", "Batch failed", exc_info=True, behind=behind)
    say("INFO", "shop.cart", "ERROR rate of the last hour: 0.5 %")
    say("INFO", "shop.cart", "[o-17] is put aside")
    say("INFO", "shop.cart", "42 items left")
    say("INFO", "shop.cart", "")
    text = f"{__file__}:{warn.__code__.co_firstlineno + 1}: DeprecationWarning: take pay() for charge()\n  warnings.warn(\"take pay() for charge()\", DeprecationWarning)\n"
    note("WARNING", "py.warnings", text, (), warn)
    thread = threading.Thread(target=say, args=("WARNING", "shop.worker", "Gr\u00f6\u00dfe 42 f\u00fcr Zo\u00eb: \u20ac 10"), name="worker-1")
    thread.start()
    thread.join()
    say("ERROR", "shop.payment", "Where", stack_info=True, behind=["Stack (most recent call last):"])
    say("INFO", "shop", "Stopped")


def warn():
    warnings.warn("take pay() for charge()", DeprecationWarning)


for name, formatter in LAYOUTS.items():
    handler = logging.FileHandler(f"{out}/python-{name}.log", "w", encoding="utf-8")
    handler.setFormatter(formatter)
    logging.getLogger().addHandler(handler)
logging.getLogger().setLevel(logging.DEBUG)
logging.captureWarnings(True)
warnings.simplefilter("always")
scene()
logging.shutdown()
did.close()
