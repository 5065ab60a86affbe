//! How does this device keep collections?
//!
//! In IndexedDB: a record for each collection under its name, and its texts as parts beside. Each change
//! is one transaction, so that it is there as a whole or not at all, and two tabs lose nothing: adding
//! reads the record, adds to it and writes it in the same transaction.

use idb::{
    Database, DatabaseEvent, Error, Factory, ObjectStore, ObjectStoreParams, Query, Transaction, TransactionMode,
};
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, DomException};

use crate::collection::{Collection, Trouble, free_name};

const RECORDS: &str = "collections";
const PARTS: &str = "parts";

/// What is kept about a collection, as JSON under its name. A later version may add to it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Record {
    #[serde(default)]
    former: Vec<String>,
    #[serde(default)]
    articles: u32,
    #[serde(default)]
    bytes: u64,
    #[serde(default)]
    parts: Vec<Part>,
}

/// A record under its name; nothing in place of one that cannot be read.
type Entry = (String, Option<Record>);

/// A text that was added: its key, and how many articles it holds.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
struct Part {
    key: u32,
    articles: u32,
    bytes: u64,
}

/// What is to be added to a collection.
pub(super) struct Addition<'a> {
    /// The collection; a new one where there is none.
    pub into: Option<&'a str>,
    /// What a new one is called, if no other one is.
    pub name: &'a str,
    /// The texts, each with its number of articles.
    pub texts: &'a [(Blob, u32)],
    /// Parts that these replace.
    pub instead: &'a [u32],
}

/// The texts of a collection, with their keys.
pub(super) struct Texts {
    pub name: String,
    pub blobs: Vec<Blob>,
    pub keys: Vec<u32>,
}

/// The collections of this device.
pub(super) struct Store {
    database: Database,
}

impl Drop for Store {
    fn drop(&mut self) {
        self.database.close();
    }
}

impl Store {
    /// `place` tells sites of one origin apart.
    pub async fn open(place: &str) -> Result<Self, Trouble> {
        let refused = |error: Error| Trouble::NoStore(error.to_string());
        let mut request =
            Factory::new().and_then(|factory| factory.open(&format!("lesart:{place}"), Some(1))).map_err(refused)?;
        request.on_upgrade_needed(|event| {
            // Where that fails the stores are missing, and each use of them says so.
            if let Ok(database) = event.database() {
                let _ = database.create_object_store(RECORDS, ObjectStoreParams::new());
                let mut numbered = ObjectStoreParams::new();
                numbered.auto_increment(true);
                let _ = database.create_object_store(PARTS, numbered);
            }
        });
        Ok(Self { database: request.await.map_err(refused)? })
    }

    /// The collections, by name.
    pub async fn list(&self) -> Result<Vec<Collection>, Trouble> {
        let work = async {
            let (transaction, records, _) = self.begin(TransactionMode::ReadOnly)?;
            let found = all(&records).await?;
            transaction.await?;
            Ok(found)
        };
        let found = work.await.map_err(broken)?;
        let collection = |(name, record): Entry| match record {
            Some(Record { former, articles, bytes, .. }) => Collection { name, former, articles, bytes, broken: false },
            None => Collection { name, broken: true, ..Collection::default() },
        };
        Ok(found.into_iter().map(collection).collect())
    }

    /// The bytes of a collection, 0 where there is none.
    pub async fn size(&self, name: &str) -> u64 {
        let all = self.list().await.unwrap_or_default();
        all.iter().find(|collection| collection.name == name).map_or(0, |collection| collection.bytes)
    }

    /// A name that no collection has.
    pub async fn free(&self, name: &str) -> String {
        let all = self.list().await.unwrap_or_default();
        free_name(name, |name| all.iter().any(|collection| collection.name == name))
    }

    /// Adds texts to a collection: its name, and the keys of what was added.
    pub async fn add(&self, addition: Addition<'_>) -> Result<(String, Vec<u32>), Trouble> {
        let (transaction, records, parts) = self.begin(TransactionMode::ReadWrite).map_err(broken)?;
        let work = async {
            let known = all(&records).await?;
            let taken = |name: &str| known.iter().any(|(other, _)| other == name);
            let name = addition.into.map_or_else(|| free_name(addition.name, taken), str::to_string);
            // What another tab removed meanwhile is made anew: nothing that was read is lost.
            let found = known.iter().find(|(other, _)| *other == name).map(|(_, record)| record.clone());
            let Some(mut record) = found.unwrap_or_else(|| Some(Record::default())) else {
                return Ok(Err(Trouble::Broken(name)));
            };
            let (gone, kept): (Vec<Part>, Vec<Part>) =
                record.parts.iter().partition(|part| addition.instead.contains(&part.key));
            record.parts = kept;
            for part in gone {
                parts.delete(number(part.key))?.await?;
            }
            let mut added = Vec::new();
            for (blob, articles) in addition.texts {
                let key = parts.add(blob, None)?.await?;
                let key = key.as_f64().unwrap_or_default() as u32;
                record.parts.push(Part { key, articles: *articles, bytes: blob.size() as u64 });
                added.push(key);
            }
            record.articles = record.parts.iter().map(|part| part.articles).sum();
            record.bytes = record.parts.iter().map(|part| part.bytes).sum();
            records.put(&text_of(&record), Some(&JsValue::from_str(&name)))?.await?;
            Ok(Ok((name, added)))
        };
        let done = work.await;
        match done {
            Ok(Ok(done)) => self.ended(transaction).await.map(|()| done),
            Ok(Err(trouble)) => {
                let _ = transaction.abort();
                Err(trouble)
            }
            Err(error) => Err(trouble(error).await),
        }
    }

    /// The texts of a collection by its name, or by one that it had, but for some parts, and its name now.
    pub async fn text(&self, name: &str, without: &[u32]) -> Result<Option<Texts>, Trouble> {
        let work = async {
            let (transaction, records, parts) = self.begin(TransactionMode::ReadOnly)?;
            let known = all(&records).await?;
            let now = known.iter().find(|(other, _)| other == name);
            let formerly = |(_, record): &&Entry| {
                record.as_ref().is_some_and(|record| record.former.iter().any(|former| former == name))
            };
            let found = now.or_else(|| known.iter().find(formerly)).cloned();
            let Some((name, record)) = found else { return Ok(None) };
            let (mut blobs, mut keys) = (Vec::new(), Vec::new());
            let whole = match record {
                Some(record) => {
                    let wanted: Vec<&Part> = record.parts.iter().filter(|part| !without.contains(&part.key)).collect();
                    for part in &wanted {
                        let blob = parts.get(number(part.key))?.await?;
                        blobs.extend(blob.and_then(|blob| blob.dyn_into::<Blob>().ok()));
                        keys.push(part.key);
                    }
                    blobs.len() == wanted.len()
                }
                None => false,
            };
            transaction.await?;
            Ok(Some((name, whole.then_some((blobs, keys)))))
        };
        match work.await.map_err(broken)? {
            None => Ok(None),
            Some((name, Some((blobs, keys)))) => Ok(Some(Texts { name, blobs, keys })),
            Some((name, None)) => Err(Trouble::Broken(name)),
        }
    }

    /// Gives a collection another name; links with the old one still find it.
    pub async fn rename(&self, from: &str, to: &str) -> Result<(), Trouble> {
        let (transaction, records, _) = self.begin(TransactionMode::ReadWrite).map_err(broken)?;
        let work = async {
            let known = all(&records).await?;
            if known.iter().any(|(name, _)| name == to) {
                return Ok(Err(Trouble::NameTaken(to.to_string())));
            }
            let Some((_, record)) = known.into_iter().find(|(name, _)| name == from) else {
                return Ok(Err(Trouble::Gone(from.to_string())));
            };
            let Some(mut record) = record else { return Ok(Err(Trouble::Broken(from.to_string()))) };
            record.former.retain(|former| former != to && former != from);
            record.former.push(from.to_string());
            records.delete(JsValue::from_str(from))?.await?;
            records.put(&text_of(&record), Some(&JsValue::from_str(to)))?.await?;
            Ok(Ok(()))
        };
        match work.await {
            Ok(Ok(())) => self.ended(transaction).await,
            Ok(Err(trouble)) => Err(trouble),
            Err(error) => Err(trouble(error).await),
        }
    }

    /// Forgets a collection.
    pub async fn remove(&self, name: &str) -> Result<(), Trouble> {
        let (transaction, records, parts) = self.begin(TransactionMode::ReadWrite).map_err(broken)?;
        let work = async {
            let known = all(&records).await?;
            for (_, record) in known.into_iter().filter(|(other, _)| other == name) {
                for part in record.unwrap_or_default().parts {
                    parts.delete(number(part.key))?.await?;
                }
            }
            records.delete(JsValue::from_str(name))?.await?;
            Ok(())
        };
        match work.await {
            Ok(()) => self.ended(transaction).await,
            Err(error) => Err(trouble(error).await),
        }
    }

    fn begin(&self, mode: TransactionMode) -> Result<(Transaction, ObjectStore, ObjectStore), Error> {
        let transaction = self.database.transaction(&[RECORDS, PARTS], mode)?;
        let (records, parts) = (transaction.object_store(RECORDS)?, transaction.object_store(PARTS)?);
        Ok((transaction, records, parts))
    }

    /// Waits until a change is kept. Where there is no room the browser takes it back as a whole.
    async fn ended(&self, transaction: Transaction) -> Result<(), Trouble> {
        match transaction.await {
            Ok(result) if result.is_committed() => Ok(()),
            Ok(_) => Err(full().await),
            Err(error) => Err(trouble(error).await),
        }
    }
}

/// All records; nothing in place of one that cannot be read.
async fn all(records: &ObjectStore) -> Result<Vec<Entry>, Error> {
    let names = records.get_all_keys(None, None)?.await?;
    let mut out = Vec::with_capacity(names.len());
    for name in names {
        let record = records.get(name.clone())?.await?;
        let record = record.and_then(|text| text.as_string()).and_then(|text| serde_json::from_str(&text).ok());
        out.push((name.as_string().unwrap_or_default(), record));
    }
    Ok(out)
}

fn number(key: u32) -> Query {
    Query::from(JsValue::from_f64(key.into()))
}

fn text_of(record: &Record) -> JsValue {
    // Names and numbers: there is nothing here that JSON cannot say.
    JsValue::from_str(&serde_json::to_string(record).unwrap_or_default())
}

fn broken(error: Error) -> Trouble {
    Trouble::Broken(error.to_string())
}

/// What a failed change means.
async fn trouble(error: Error) -> Trouble {
    let text = error.to_string();
    let quota = match &error {
        Error::DomException(exception) => exception.name() == "QuotaExceededError",
        Error::AddFailed(value) | Error::UpdateFailed(value) | Error::TransactionCommitError(value) => {
            value.dyn_ref::<DomException>().is_some_and(|exception| exception.name() == "QuotaExceededError")
        }
        _ => false,
    };
    if quota || text.contains("Quota") { full().await } else { Trouble::Broken(text) }
}

/// There is no room: how much is used, and how much there is, as far as the browser tells.
async fn full() -> Trouble {
    let estimate = async {
        let storage = super::scope().navigator().storage();
        let estimate = JsFuture::from(storage.estimate().ok()?).await.ok()?;
        let read = |key: &str| js_sys::Reflect::get(&estimate, &key.into()).ok()?.as_f64();
        Some((read("usage")? as u64, read("quota")? as u64))
    };
    let (used, most) = estimate.await.unwrap_or_default();
    Trouble::Full { used, most }
}
