#!/usr/bin/env python3
"""The other end of the serial line: sends dossiers in frames, takes the answers, and compares them.

drive.py BOARD PROGRAM DOSSIERS EXPECTED: both streams of records behind their lengths. Between the dossiers go frames
that were damaged, cut and lost a byte, which have to be answered as damaged and to leave the others as they were.
"""
import os, subprocess, sys, threading, zlib


def records(path):
    data, at = open(path, "rb").read(), 0
    while at < len(data):
        length, shift = 0, 0
        while True:
            byte = data[at]
            at, length, shift = at + 1, length | (byte & 127) << shift, shift + 7
            if byte < 128:
                break
        yield data[at:at + length]
        at += length


def frame(payload):
    data, line = payload + zlib.crc32(payload).to_bytes(4, "little"), bytearray()
    while True:
        run = data[:254].split(b"\0", 1)[0]
        line += bytes([len(run) + 1]) + run
        if len(run) == len(data):
            return bytes(line) + b"\0"
        data = data[len(run) + (len(run) < 254):]


def payload(stuffed):
    data = bytearray()
    while stuffed:
        run, stuffed = stuffed[1:stuffed[0]], stuffed[stuffed[0]:]
        data += run + (b"\0" if stuffed and len(run) < 254 else b"")
    body, checksum = bytes(data[:-4]), bytes(data[-4:])
    assert zlib.crc32(body).to_bytes(4, "little") == checksum, "an answer arrived damaged"
    return body


DAMAGED = bytes([0, 0, 255])
NOT_CANONICAL = 13


def conversation(dossiers, expected):
    """What is sent, and what each part of it has to be answered."""
    for number, (dossier, outcome) in enumerate(zip(dossiers, expected)):
        line = frame(dossier)
        if number % 50 == 7:
            yield line[:9] + bytes([line[9] ^ 64 or 64]) + line[10:], DAMAGED
        if number % 50 == 17:
            yield line[:11] + line[12:], DAMAGED
        if number % 50 == 27:
            yield line[:20] + b"\0", DAMAGED
        if number % 50 == 37:
            yield frame(b""), bytes([0, 0, 0])
            yield frame(dossier[:2] + dossier[2:14] + b"\x80\0" + dossier[16:]), None
        yield line, outcome


def main():
    board, program, dossiers, expected = sys.argv[1:]
    talk = list(conversation(records(dossiers), records(expected)))
    here = os.path.dirname(os.path.abspath(__file__))
    device = subprocess.Popen([os.path.join(here, "qemu"), board, program], stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def send():
        for line, _ in talk:
            device.stdin.write(line)
        device.stdin.write(b"\0")
        device.stdin.flush()

    threading.Thread(target=send, daemon=True).start()
    answers = device.stdout.read().split(b"\0")[:-1]
    status = device.wait()
    assert status == 0, f"the program ended with {status}"
    assert len(answers) == len(talk), f"{len(talk)} frames were sent and {len(answers)} answered"
    for number, (answer, (_, wanted)) in enumerate(zip(map(payload, answers), talk)):
        right = answer[:1] == b"\0" and answer != DAMAGED if wanted is None else answer == wanted
        assert right, f"frame {number}: {answer.hex()} in place of {wanted and wanted.hex()}"
    damaged = sum(wanted == DAMAGED for _, wanted in talk)
    print(f"{board}: {len(talk)} frames answered as on the host, {damaged} of them as damaged")


main()
