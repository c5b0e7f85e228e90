"""Keeps the beginning and the end of a stream of any length, and the digest of all of it."""

import hashlib

HEAD_BYTES = 256 * 1024
TAIL_BYTES = 256 * 1024
_LINE_REACH = 4096


class Capture:
    """One stream as it comes in. Memory stays flat however much does."""

    def __init__(self) -> None:
        self.bytes = 0
        self._digest = hashlib.sha256()
        self._head = bytearray()
        self._tail = bytearray()

    def feed(self, chunk: bytes) -> None:
        """Take the next bytes of the stream."""
        self.bytes += len(chunk)
        self._digest.update(chunk)
        room = HEAD_BYTES - len(self._head)
        if room > 0:
            self._head += chunk[:room]
            chunk = chunk[room:]
        self._tail += chunk
        if len(self._tail) > 2 * TAIL_BYTES:
            del self._tail[:-TAIL_BYTES]

    @property
    def sha256(self) -> str:
        """Digest of every byte so far, in hexadecimal."""
        return self._digest.hexdigest()

    def kept(self) -> bytes:
        """Return the stream, or its head and tail with a line between that says how much was cut.

        The cut is at line ends where these are near, so that half a word never stands for a whole one.
        """
        if self.bytes <= HEAD_BYTES + TAIL_BYTES:
            return bytes(self._head + self._tail)
        head, tail = bytes(self._head), bytes(self._tail[-TAIL_BYTES:])
        end = head.rfind(b"\n", len(head) - _LINE_REACH) + 1
        head = head[:end] if end else head
        tail = tail[tail.find(b"\n", 0, _LINE_REACH) + 1 :]
        cut = self.bytes - len(head) - len(tail)
        gap = b"" if head.endswith(b"\n") else b"\n"
        return head + gap + f"[... {cut} bytes cut ...]\n".encode() + tail
