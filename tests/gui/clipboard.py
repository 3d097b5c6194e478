"""Offers a text on the clipboard as another program does, until it is ended: python3 clipboard.py < TEXT. Prints "ready" once it is there."""
import ctypes
import sys
import time

from xdnd import SELECTION_REQUEST, Event, Source, x11


class Clipboard(Source):
    def __init__(self, text):
        super().__init__(0, [])
        self.uris = text  # what give() hands over
        x11.XSetSelectionOwner(self.display, self.atom("CLIPBOARD"), self.window, 0)
        x11.XFlush(self.display)

    def serve(self):
        event = Event()
        while True:
            if x11.XPending(self.display):
                x11.XNextEvent(self.display, ctypes.byref(event))
                if event.type == SELECTION_REQUEST:
                    self.give(event.request)
            else:
                time.sleep(0.005)


if __name__ == "__main__":
    clipboard = Clipboard(sys.stdin.buffer.read())
    print("ready", flush=True)
    clipboard.serve()
