//! The text forms as JSON Schema (draft 2020-12), for programs that publish them. Each type is described where it is
//! written and read; here is what they have in common.
//!
//! A schema says less than the reader asks: what only the reader knows, such as that a period does not end before it
//! starts, stands in the descriptions.

use alloc::borrow::Cow;
use alloc::string::String;
use core::marker::PhantomData;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use crate::Named;

/// A list of at most `MAX` items: the schema of a field that holds one in whatever way.
pub(crate) struct List<T, const MAX: usize>(PhantomData<T>);

impl<T: JsonSchema, const MAX: usize> JsonSchema for List<T, MAX> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        Cow::Owned(T::schema_name().into_owned() + "List")
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "array", "items": generator.subschema_for::<T>(), "maxItems": MAX})
    }
}

/// Something or null, that cannot be left out: the schema of such a field.
pub(crate) struct Nullable<T>(PhantomData<T>);

impl<T: JsonSchema> JsonSchema for Nullable<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        Option::<T>::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        generator.subschema_for::<Option<T>>()
    }
}

/// The schema of a closed list of names: what the list is, and what each name means.
pub(crate) fn names<T: Named>(about: &str, meanings: &[&str]) -> Schema {
    let mut description = String::from(about.trim());
    description.push('\n');
    for (name, meaning) in T::NAMES.iter().zip(meanings) {
        description.extend(["\n- `", name, "`: ", meaning.trim()]);
    }
    json_schema!({"description": description, "type": "string", "enum": T::NAMES})
}

/// The same schema with a description of its own.
pub(crate) fn described(mut schema: Schema, description: &str) -> Schema {
    schema.insert("description".into(), description.into());
    schema
}
