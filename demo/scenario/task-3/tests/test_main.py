import contextlib
import io
import unittest

from tally.__main__ import main


class MainTest(unittest.TestCase):
    def printed(self, *argv):
        with contextlib.redirect_stdout(io.StringIO()) as output:
            main(["samples/fable.txt", *argv])
        return output.getvalue()

    def test_the_limit_holds(self):
        self.assertEqual(self.printed("--limit", "1"), "the 6\n")

    def test_total_is_one_number(self):
        self.assertEqual(self.printed("--total"), "43\n")
