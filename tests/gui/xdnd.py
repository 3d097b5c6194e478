"""Drops files on a window as a file manager does: the source's side of the XDND protocol, version 5, over libX11.

    python3 xdnd.py WINDOW X Y FILE…    (WINDOW as xdotool prints it; X, Y in pixels of the screen)
"""
import ctypes
import pathlib
import sys
import time

x11 = ctypes.CDLL("libX11.so.6")
LONG, ULONG, INT, PTR = ctypes.c_long, ctypes.c_ulong, ctypes.c_int, ctypes.c_void_p
CLIENT_MESSAGE, SELECTION_REQUEST, SELECTION_NOTIFY = 33, 30, 31
PATIENCE_S = 10


class ClientMessage(ctypes.Structure):
    _fields_ = [("type", INT), ("serial", ULONG), ("send_event", INT), ("display", PTR), ("window", ULONG),
                ("message_type", ULONG), ("format", INT), ("data", LONG * 5)]


class SelectionRequest(ctypes.Structure):
    _fields_ = [("type", INT), ("serial", ULONG), ("send_event", INT), ("display", PTR), ("owner", ULONG),
                ("requestor", ULONG), ("selection", ULONG), ("target", ULONG), ("property", ULONG), ("time", ULONG)]


class SelectionNotify(ctypes.Structure):
    _fields_ = [("type", INT), ("serial", ULONG), ("send_event", INT), ("display", PTR), ("requestor", ULONG),
                ("selection", ULONG), ("target", ULONG), ("property", ULONG), ("time", ULONG)]


class Event(ctypes.Union):
    _fields_ = [("type", INT), ("client", ClientMessage), ("request", SelectionRequest), ("notify", SelectionNotify),
                ("room", LONG * 24)]


x11.XOpenDisplay.restype = PTR
x11.XOpenDisplay.argtypes = [ctypes.c_char_p]
x11.XInternAtom.restype = ULONG
x11.XInternAtom.argtypes = [PTR, ctypes.c_char_p, INT]
x11.XDefaultRootWindow.restype = ULONG
x11.XDefaultRootWindow.argtypes = [PTR]
x11.XCreateSimpleWindow.restype = ULONG
x11.XCreateSimpleWindow.argtypes = [PTR, ULONG, INT, INT, ctypes.c_uint, ctypes.c_uint, ctypes.c_uint, ULONG, ULONG]
x11.XSetSelectionOwner.argtypes = [PTR, ULONG, ULONG, ULONG]
x11.XSendEvent.argtypes = [PTR, ULONG, INT, LONG, ctypes.POINTER(Event)]
x11.XNextEvent.argtypes = [PTR, ctypes.POINTER(Event)]
x11.XPending.argtypes = x11.XFlush.argtypes = [PTR]
x11.XChangeProperty.argtypes = [PTR, ULONG, ULONG, ULONG, INT, INT, ctypes.c_char_p, INT]


class Source:
    def __init__(self, target, files):
        self.display = x11.XOpenDisplay(None)
        if not self.display:
            sys.exit("no display")
        self.target = target
        self.uris = "".join(pathlib.Path(f).resolve().as_uri() + "\r\n" for f in files).encode()
        self.window = x11.XCreateSimpleWindow(self.display, x11.XDefaultRootWindow(self.display), 0, 0, 1, 1, 0, 0, 0)
        x11.XSetSelectionOwner(self.display, self.atom("XdndSelection"), self.window, 0)

    def atom(self, name):
        return x11.XInternAtom(self.display, name.encode(), 0)

    def say(self, name, *data):
        event = Event()
        event.client = ClientMessage(CLIENT_MESSAGE, 0, 1, self.display, self.target, self.atom(name), 32,
                                     (LONG * 5)(self.window, *data))
        x11.XSendEvent(self.display, self.target, 0, 0, ctypes.byref(event))
        x11.XFlush(self.display)

    def give(self, request):
        """Answers the target's wish for the data."""
        x11.XChangeProperty(self.display, request.requestor, request.property, request.target, 8, 0, self.uris, len(self.uris))
        event = Event()
        event.notify = SelectionNotify(SELECTION_NOTIFY, 0, 1, self.display, request.requestor, request.selection,
                                       request.target, request.property, request.time)
        x11.XSendEvent(self.display, request.requestor, 0, 0, ctypes.byref(event))
        x11.XFlush(self.display)

    def wait(self, name):
        """The data of the target's message of this name; meanwhile requests are answered."""
        end = time.monotonic() + PATIENCE_S
        event = Event()
        while time.monotonic() < end:
            if not x11.XPending(self.display):
                time.sleep(0.01)
                continue
            x11.XNextEvent(self.display, ctypes.byref(event))
            if event.type == SELECTION_REQUEST:
                self.give(event.request)
            elif event.type == CLIENT_MESSAGE and event.client.message_type == self.atom(name):
                return list(event.client.data)
        sys.exit(f"the window never sent {name}")


def main():
    window, x, y = (int(a) for a in sys.argv[1:4])
    source = Source(window, sys.argv[4:])
    copy = source.atom("XdndActionCopy")
    source.say("XdndEnter", 5 << 24, source.atom("text/uri-list"), 0, 0)
    source.say("XdndPosition", 0, x << 16 | y, 0, copy)
    if not source.wait("XdndStatus")[1] & 1:
        sys.exit("the window does not take the drop")
    source.say("XdndDrop", 0, 0, 0, 0)
    source.wait("XdndFinished")


if __name__ == "__main__":
    main()
