//! How does a message become bytes?

use serde::ser::{
    Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple,
    SerializeTupleStruct, SerializeTupleVariant, Serializer,
};

use super::Never;

/// A message that is written.
#[derive(Default)]
pub(super) struct Writer {
    pub bytes: Vec<u8>,
}

impl Writer {
    #[inline(never)]
    fn byte(&mut self, byte: u8) {
        self.bytes.push(byte);
    }

    #[inline(never)]
    fn number(&mut self, mut number: u64) {
        while number > 127 {
            self.byte(number as u8 | 128);
            number >>= 7;
        }
        self.byte(number as u8);
    }

    #[inline(never)]
    fn signed(&mut self, number: i64) {
        self.number((number << 1 ^ number >> 63) as u64);
    }

    #[inline(never)]
    fn text(&mut self, bytes: &[u8]) {
        self.number(bytes.len() as u64);
        self.bytes.extend_from_slice(bytes);
    }

    fn fraction(&mut self, fraction: f64) {
        self.bytes.extend_from_slice(&fraction.to_le_bytes());
    }
}

/// What is written as what.
macro_rules! plain {
    ($($serialize:ident $write:ident $type:ty as $wide:ty;)*) => {$(
        #[inline]
        fn $serialize(self, value: $type) -> Result<(), Never> {
            self.$write(value as $wide);
            Ok(())
        }
    )*};
}

impl Serializer for &mut Writer {
    type Ok = ();
    type Error = Never;
    type SerializeSeq = Self;
    type SerializeTuple = Self;
    type SerializeTupleStruct = Self;
    type SerializeTupleVariant = Self;
    type SerializeMap = Self;
    type SerializeStruct = Self;
    type SerializeStructVariant = Self;

    plain! {
        serialize_bool byte bool as u8;
        serialize_u8 byte u8 as u8;
        serialize_i8 byte i8 as u8;
        serialize_u16 number u16 as u64;
        serialize_u32 number u32 as u64;
        serialize_u64 number u64 as u64;
        serialize_char number char as u64;
        serialize_i16 signed i16 as i64;
        serialize_i32 signed i32 as i64;
        serialize_i64 signed i64 as i64;
        serialize_f32 fraction f32 as f64;
        serialize_f64 fraction f64 as f64;
        serialize_bytes text &[u8] as &[u8];
    }

    #[inline]
    fn serialize_str(self, text: &str) -> Result<(), Never> {
        self.text(text.as_bytes());
        Ok(())
    }

    #[inline]
    fn serialize_none(self) -> Result<(), Never> {
        self.byte(0);
        Ok(())
    }

    #[inline]
    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Never> {
        self.byte(1);
        value.serialize(self)
    }

    #[inline]
    fn serialize_unit(self) -> Result<(), Never> {
        Ok(())
    }

    #[inline]
    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Never> {
        Ok(())
    }

    #[inline]
    fn serialize_unit_variant(self, _: &'static str, variant: u32, _: &'static str) -> Result<(), Never> {
        self.number(variant.into());
        Ok(())
    }

    #[inline]
    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result<(), Never> {
        value.serialize(self)
    }

    #[inline]
    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        variant: u32,
        _: &'static str,
        value: &T,
    ) -> Result<(), Never> {
        self.number(variant.into());
        value.serialize(self)
    }

    #[inline]
    fn serialize_seq(self, length: Option<usize>) -> Result<Self, Never> {
        // Only what is read from a stream does not know its length.
        self.number(length.unwrap_or_default() as u64);
        Ok(self)
    }

    #[inline]
    fn serialize_map(self, length: Option<usize>) -> Result<Self, Never> {
        self.serialize_seq(length)
    }

    #[inline]
    fn serialize_tuple(self, _: usize) -> Result<Self, Never> {
        Ok(self)
    }

    #[inline]
    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Self, Never> {
        Ok(self)
    }

    #[inline]
    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self, Never> {
        Ok(self)
    }

    #[inline]
    fn serialize_tuple_variant(self, _: &'static str, variant: u32, _: &'static str, _: usize) -> Result<Self, Never> {
        self.number(variant.into());
        Ok(self)
    }

    #[inline]
    fn serialize_struct_variant(self, _: &'static str, variant: u32, _: &'static str, _: usize) -> Result<Self, Never> {
        self.number(variant.into());
        Ok(self)
    }

    #[inline]
    fn is_human_readable(&self) -> bool {
        false
    }
}

/// All that holds several things writes one after the other.
macro_rules! several {
    ($($kind:ident $put:ident ($($name:ty)?);)*) => {$(
        impl $kind for &mut Writer {
            type Ok = ();
            type Error = Never;

            #[inline]
            fn $put<T: Serialize + ?Sized>(&mut self, $(_: $name,)? value: &T) -> Result<(), Never> {
                value.serialize(&mut **self)
            }

            #[inline]
            fn end(self) -> Result<(), Never> {
                Ok(())
            }
        }
    )*};
}

several! {
    SerializeSeq serialize_element ();
    SerializeTuple serialize_element ();
    SerializeTupleStruct serialize_field ();
    SerializeTupleVariant serialize_field ();
    SerializeStruct serialize_field (&'static str);
    SerializeStructVariant serialize_field (&'static str);
}

impl SerializeMap for &mut Writer {
    type Ok = ();
    type Error = Never;

    #[inline]
    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Never> {
        key.serialize(&mut **self)
    }

    #[inline]
    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Never> {
        value.serialize(&mut **self)
    }

    #[inline]
    fn end(self) -> Result<(), Never> {
        Ok(())
    }
}
