//! What the benches work on: dossiers of the generated register, in every form.

use registertoets_core::limits::DOSSIER_BYTES_MAX;
use registertoets_core::wire::{FRAME_PREFIX_MAX, encode, write_frame_prefix};
use registertoets_core::{Dossier, Request};
use registertoets_service::register::Register;

/// So many dossiers of the register, in every form.
#[derive(Debug, Default)]
pub struct Forms {
    /// The dossiers.
    pub dossiers: Vec<Dossier>,
    /// Each as JSON text.
    pub texts: Vec<Vec<u8>>,
    /// Each in its binary form.
    pub records: Vec<Vec<u8>>,
}

impl Forms {
    /// Renewals with 40 activities, all different: enough of them that no processor learns them by heart.
    #[must_use]
    pub fn renewals_with_40_activities(count: usize) -> Self {
        let renewal =
            |dossier: &Dossier| matches!(dossier.request, Request::Renewal(_)) && dossier.activities.len() == 40;
        Self::of(Register::new(1).filter(renewal).take(count))
    }

    /// The first dossiers of the register, as it is.
    #[must_use]
    pub fn register(count: usize) -> Self {
        Self::of(Register::new(1).take(count))
    }

    #[allow(clippy::unwrap_used)]
    fn of(dossiers: impl Iterator<Item = Dossier>) -> Self {
        let mut forms = Self::default();
        for dossier in dossiers {
            forms.texts.push(serde_json::to_vec(&dossier).unwrap());
            forms.records.push(encode(&dossier, &mut [0; DOSSIER_BYTES_MAX]).unwrap().to_vec());
            forms.dossiers.push(dossier);
        }
        forms
    }

    /// All as one stream of lines.
    #[must_use]
    pub fn ndjson(&self) -> Vec<u8> {
        self.texts.iter().flat_map(|text| text.iter().copied().chain([b'\n'])).collect()
    }

    /// All as one JSON array.
    #[must_use]
    pub fn array(&self) -> Vec<u8> {
        [b"[", self.texts.join(&b',').as_slice(), b"]"].concat()
    }

    /// All as one stream of binary records behind their lengths.
    #[must_use]
    pub fn frames(&self) -> Vec<u8> {
        let mut stream = Vec::new();
        for record in &self.records {
            stream.extend_from_slice(write_frame_prefix(record.len() as u32, &mut [0; FRAME_PREFIX_MAX]));
            stream.extend_from_slice(record);
        }
        stream
    }

    /// The mean length of the items, for throughput.
    #[must_use]
    pub fn mean(items: &[Vec<u8>]) -> u64 {
        (items.iter().map(Vec::len).sum::<usize>() / items.len().max(1)) as u64
    }
}
