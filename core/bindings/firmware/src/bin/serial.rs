//! Dossiers from the serial line: each frame is judged while its bytes come in, and answered by a frame.
//!
//! Nothing holds a dossier: what the rules need is folded as it is read. An answer is the binary outcome, or three
//! bytes: zero, the number of the problem ([`Problem`]), and 255 for a frame that was damaged on the way (send it
//! again) or 0 for bytes that are no dossier. An empty frame ends the program.

#![no_std]
#![no_main]

use cortex_m_rt::entry;
use registertoets_core::limits::OUTCOME_BYTES_MAX;
use registertoets_core::{Named, Outcome, Problem, wire};
use registertoets_firmware::frame::{self, Incoming, Payload, Received};
use registertoets_firmware::host;
use registertoets_firmware::port::Port;
use registertoets_firmware::stack;

const _: () = assert!(OUTCOME_BYTES_MAX <= frame::SENT_MAX, "every outcome can be sent");

#[entry]
fn main() -> ! {
    let mut port = Port::open();
    let top = stack::paint();
    while answer_frame(&mut port) {}
    host::say(format_args!("stack {} dossier 0", stack::used_below(top)));
    host::exit(0)
}

/// Answers the next frame; false once it is an empty one.
#[inline(never)]
fn answer_frame(port: &mut Port) -> bool {
    let mut outcome = Outcome::unjudged();
    match receive(port, &mut outcome) {
        (Received::Empty, _) => return false,
        (Received::Damaged, _) => send_bytes(port, [0, 0, 255]),
        (Received::Whole, Some(problem)) => send_bytes(port, [0, number(problem), 0]),
        (Received::Whole, None) => send(port, &|put| wire::write_outcome(&outcome, put)),
    }
    true
}

/// Judges the next frame while it comes in; the problem where it is no dossier.
#[inline(never)]
fn receive(port: &mut Port, outcome: &mut Outcome) -> (Received, Option<Problem>) {
    let mut incoming = Incoming::new(|| port.receive());
    let judged = wire::evaluate_into(incoming.by_ref(), None, outcome);
    (incoming.finish(), judged.err().map(|error| error.problem()))
}

fn number(problem: Problem) -> u8 {
    #[cfg(feature = "control")]
    let problem = Problem::ALL[problem.number() as usize + usize::from(problem as u8 > 3)];
    problem.number()
}

fn send_bytes(port: &mut Port, bytes: [u8; 3]) {
    send(port, &|put| bytes.iter().for_each(|byte| put(*byte)));
}

fn send(port: &mut Port, payload: &Payload<'_>) {
    frame::send(payload, &mut |byte| port.send(byte));
}
