//! How do bytes become a message?

use serde::Deserializer;
use serde::de::value::U32Deserializer;
use serde::de::{DeserializeSeed, EnumAccess, IntoDeserializer, MapAccess, SeqAccess, VariantAccess, Visitor};

use super::Never;

/// What is left of a message. Whatever does not fit reads as noughts, and makes the whole none.
pub(super) struct Reader<'de> {
    rest: &'de [u8],
    broken: bool,
}

impl<'de> Reader<'de> {
    pub fn new(rest: &'de [u8]) -> Self {
        Self { rest, broken: false }
    }

    /// Whether everything was there, and nothing more.
    pub fn is_whole(&self) -> bool {
        !self.broken && self.rest.is_empty()
    }

    /// From here on there are noughts alone.
    #[cold]
    fn give_up(&mut self) {
        self.rest = &[];
        self.broken = true;
    }

    #[inline(never)]
    fn byte(&mut self) -> u8 {
        match self.rest.split_first() {
            Some((&byte, rest)) => {
                self.rest = rest;
                byte
            }
            None => {
                self.give_up();
                0
            }
        }
    }

    #[inline(never)]
    fn number(&mut self) -> u64 {
        let (mut number, mut shift) = (0, 0);
        loop {
            let byte = self.byte();
            number |= u64::from(byte & 127) << shift;
            shift += 7;
            if byte < 128 {
                return number;
            }
            if shift > 63 {
                self.give_up();
                return 0;
            }
        }
    }

    #[inline(never)]
    fn signed(&mut self) -> i64 {
        let number = self.number();
        (number >> 1) as i64 ^ -((number & 1) as i64)
    }

    /// One of so many, from 0.
    #[inline(never)]
    fn one_of(&mut self, many: usize) -> u32 {
        let one = self.number();
        if one < many as u64 {
            return one as u32;
        }
        self.give_up();
        0
    }

    /// How many things follow. Each is a byte at least, or a list could go on for ever.
    #[inline(never)]
    fn length(&mut self) -> usize {
        let length = self.number();
        if length <= self.rest.len() as u64 {
            return length as usize;
        }
        self.give_up();
        0
    }

    fn bytes(&mut self) -> &'de [u8] {
        let length = self.length();
        let (bytes, rest) = self.rest.split_at_checked(length).unwrap_or_default();
        self.rest = rest;
        bytes
    }

    #[inline(never)]
    fn text(&mut self) -> &'de str {
        let bytes = self.bytes();
        std::str::from_utf8(bytes).unwrap_or_else(|_| {
            self.give_up();
            ""
        })
    }

    #[inline(never)]
    fn fraction(&mut self) -> f64 {
        let (bytes, rest) = self.rest.split_first_chunk().unwrap_or((&[0; 8], &[]));
        self.broken |= self.rest.len() < 8;
        self.rest = rest;
        f64::from_le_bytes(*bytes)
    }
}

/// The fields of something: the compiler knows that each is there.
struct Fields<'a, 'de>(&'a mut Reader<'de>);

impl<'de> SeqAccess<'de> for Fields<'_, 'de> {
    type Error = Never;

    #[inline]
    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Never> {
        seed.deserialize(&mut *self.0).map(Some)
    }
}

/// So many things of a kind.
struct Many<'a, 'de>(&'a mut Reader<'de>, usize);

impl<'de> SeqAccess<'de> for Many<'_, 'de> {
    type Error = Never;

    #[inline]
    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Never> {
        match self.1.checked_sub(1) {
            Some(left) if !self.0.broken => {
                self.1 = left;
                seed.deserialize(&mut *self.0).map(Some)
            }
            _ => Ok(None),
        }
    }

    #[inline]
    fn size_hint(&self) -> Option<usize> {
        Some(self.1)
    }
}

impl<'de> MapAccess<'de> for Many<'_, 'de> {
    type Error = Never;

    #[inline]
    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Never> {
        self.next_element_seed(seed)
    }

    #[inline]
    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Never> {
        seed.deserialize(&mut *self.0)
    }
}

/// One of several, by its number.
struct Variant<'a, 'de>(&'a mut Reader<'de>, u32);

impl<'a, 'de> EnumAccess<'de> for Variant<'a, 'de> {
    type Error = Never;
    type Variant = &'a mut Reader<'de>;

    #[inline]
    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self::Variant), Never> {
        let number: U32Deserializer<Never> = self.1.into_deserializer();
        Ok((seed.deserialize(number)?, self.0))
    }
}

impl<'de> VariantAccess<'de> for &mut Reader<'de> {
    type Error = Never;

    #[inline]
    fn unit_variant(self) -> Result<(), Never> {
        Ok(())
    }

    #[inline]
    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Never> {
        seed.deserialize(self)
    }

    #[inline]
    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Never> {
        visitor.visit_seq(Fields(self))
    }

    #[inline]
    fn struct_variant<V: Visitor<'de>>(self, _: &'static [&'static str], visitor: V) -> Result<V::Value, Never> {
        visitor.visit_seq(Fields(self))
    }
}

/// What is read as what.
macro_rules! plain {
    ($($deserialize:ident $visit:ident $read:ident $type:ty;)*) => {$(
        #[inline]
        fn $deserialize<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
            visitor.$visit(self.$read() as $type)
        }
    )*};
}

/// What no message holds: it would have to say by itself what it is.
macro_rules! none {
    ($($deserialize:ident)*) => {$(
        fn $deserialize<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Never> {
            Never::come()
        }
    )*};
}

impl<'de> Deserializer<'de> for &mut Reader<'de> {
    type Error = Never;

    plain! {
        deserialize_u8 visit_u8 byte u8;
        deserialize_i8 visit_i8 byte i8;
        deserialize_u16 visit_u16 number u16;
        deserialize_u32 visit_u32 number u32;
        deserialize_u64 visit_u64 number u64;
        deserialize_i16 visit_i16 signed i16;
        deserialize_i32 visit_i32 signed i32;
        deserialize_i64 visit_i64 signed i64;
        deserialize_f32 visit_f32 fraction f32;
        deserialize_f64 visit_f64 fraction f64;
        deserialize_str visit_borrowed_str text &'de str;
        deserialize_string visit_str text &'de str;
        deserialize_bytes visit_borrowed_bytes bytes &'de [u8];
        deserialize_byte_buf visit_bytes bytes &'de [u8];
    }

    none! { deserialize_any deserialize_identifier deserialize_ignored_any }

    #[inline]
    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        visitor.visit_bool(self.one_of(2) == 1)
    }

    fn deserialize_char<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        let letter = char::from_u32(self.number() as u32);
        visitor.visit_char(letter.unwrap_or_default())
    }

    #[inline]
    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        match self.one_of(2) {
            0 => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    #[inline]
    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        visitor.visit_unit()
    }

    #[inline]
    fn deserialize_unit_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Never> {
        visitor.visit_unit()
    }

    #[inline]
    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Never> {
        visitor.visit_newtype_struct(self)
    }

    #[inline]
    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        let length = self.length();
        visitor.visit_seq(Many(self, length))
    }

    #[inline]
    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        let length = self.length();
        visitor.visit_map(Many(self, length))
    }

    #[inline]
    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Never> {
        visitor.visit_seq(Fields(self))
    }

    #[inline]
    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Never> {
        visitor.visit_seq(Fields(self))
    }

    #[inline]
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Never> {
        visitor.visit_seq(Fields(self))
    }

    #[inline]
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Never> {
        let one = self.one_of(variants.len());
        visitor.visit_enum(Variant(self, one))
    }

    #[inline]
    fn is_human_readable(&self) -> bool {
        false
    }
}
