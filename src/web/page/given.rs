//! How do files come into the page: dropped anywhere, chosen, or pasted as text?

use std::cell::RefCell;
use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use gloo::utils::{document, window};
use js_sys::{Array, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, DragEvent, Event, FileList, FileSystemDirectoryEntry, FileSystemDirectoryReader, FileSystemEntry,
    FileSystemFileEntry,
};
use yew::Callback;

use super::keeper::Files;
use crate::app::{self, own};
use crate::import::MOST_FILES;
use crate::words::{Tongue, Words};

/// Where files wait until they are asked for, and who is told.
#[derive(Clone)]
pub(crate) struct Desk {
    pub offered: Rc<RefCell<Files>>,
    pub send: Callback<app::Msg>,
}

impl Desk {
    fn tell(&self, msg: own::Msg) {
        self.send.emit(app::Msg::Own(msg));
    }

    /// Files were given.
    pub fn offer(&self, files: Files) {
        let names = files.iter().map(|(name, _)| name.clone()).collect();
        let bytes = files.iter().map(|(_, blob)| blob.size() as u64).sum();
        *self.offered.borrow_mut() = files;
        self.tell(own::Msg::Given { names, bytes, name: default_name() });
    }

    /// Files were chosen in a field of the page.
    pub fn choose(&self, list: Option<FileList>) {
        let Some(list) = list else { return };
        let file = |place: u32| {
            let file = list.get(place)?;
            // A folder that was chosen gives each file its path.
            let path = Reflect::get(&file, &"webkitRelativePath".into()).ok().and_then(|path| path.as_string());
            Some((path.filter(|path| !path.is_empty()).unwrap_or_else(|| file.name()), Blob::from(file)))
        };
        self.offer((0..list.length()).filter_map(file).collect());
    }

    /// A text was pasted.
    pub fn paste(&self, title: &str, text: &str) {
        if let Ok(blob) = Blob::new_with_str_sequence(&Array::of1(&pasted(title, text).into())) {
            let name = if title.trim().is_empty() { default_name() } else { title.trim().replace('/', " ") };
            self.offer(vec![(format!("{name}.txt"), blob)]);
        }
    }

    /// Listens to what is dragged over the page and dropped on it.
    pub fn listen(&self) -> Vec<EventListener> {
        let on = |event: &'static str, act: fn(&Desk, DragEvent)| {
            let desk = self.clone();
            let options = EventListenerOptions::enable_prevent_default();
            EventListener::new_with_options(&window(), event, options, move |event: &Event| {
                if let Some(event) = event.dyn_ref::<DragEvent>().filter(|event| has_files(event)) {
                    event.prevent_default();
                    act(&desk, event.clone());
                }
            })
        };
        vec![
            on("dragenter", |desk, _| desk.tell(own::Msg::Dragged(true))),
            on("dragover", |_, _| {}),
            on("dragleave", |desk, event| {
                // Between elements of the page there is somewhere that the pointer goes to.
                if event.related_target().is_none() {
                    desk.tell(own::Msg::Dragged(false));
                }
            }),
            on("drop", Self::dropped),
        ]
    }

    fn dropped(&self, event: DragEvent) {
        self.tell(own::Msg::Dragged(false));
        let Some(data) = event.data_transfer() else { return };
        // All of it at once: when the event is over the list is empty.
        let items = data.items();
        let mut entries = Vec::new();
        let mut files: Files = Vec::new();
        for item in (0..items.length()).filter_map(|place| items.get(place)).filter(|item| item.kind() == "file") {
            // Folders alone: WebKit gives no file for the entry of one that is on no disk.
            match item.webkit_get_as_entry().ok().flatten().filter(FileSystemEntry::is_directory) {
                Some(folder) => entries.push(folder),
                None => files.extend(item.get_as_file().ok().flatten().map(|file| (file.name(), Blob::from(file)))),
            }
        }
        let desk = self.clone();
        wasm_bindgen_futures::spawn_local(async move {
            walk(entries, &mut files).await;
            desk.offer(files);
        });
    }
}

fn has_files(event: &DragEvent) -> bool {
    event.data_transfer().is_some_and(|data| data.types().includes(&"Files".into(), 0))
}

/// A text with its title, as a file that says so.
fn pasted(title: &str, text: &str) -> String {
    let title = title.trim();
    match title.is_empty() || text.trim_start().starts_with("---") {
        true => text.to_string(),
        false => format!("---\ntitle: \"{}\"\n---\n{text}", title.replace('\\', "\\\\").replace('"', "\\\"")),
    }
}

/// What a collection is called whose files have no common name.
pub(super) fn default_name() -> String {
    let tag = document().document_element().and_then(|html| html.get_attribute("lang")).unwrap_or_default();
    Words::first(Tongue::read(&tag).unwrap_or(Tongue::De)).get("own-default-name").to_string()
}

/// All files below folders that were dropped. What the browser does not give is passed over here, and
/// missed by nobody: it was never shown.
async fn walk(mut entries: Vec<FileSystemEntry>, files: &mut Files) {
    while let Some(entry) = entries.pop() {
        if files.len() >= MOST_FILES {
            return;
        }
        if entry.is_file() {
            let entry: FileSystemFileEntry = entry.unchecked_into();
            let found = Promise::new(&mut |done, failed| entry.file_with_callback_and_callback(&done, &failed));
            if let Ok(file) = JsFuture::from(found).await {
                files.push((entry.full_path().trim_start_matches('/').to_string(), file.unchecked_into()));
            }
        } else {
            let reader = entry.unchecked_into::<FileSystemDirectoryEntry>().create_reader();
            // A part of the folder at a time, until there is none.
            while let Some(some) = next(&reader).await.filter(|some| !some.is_empty()) {
                entries.extend(some);
            }
        }
    }
}

async fn next(reader: &FileSystemDirectoryReader) -> Option<Vec<FileSystemEntry>> {
    let found = Promise::new(&mut |done, failed| {
        // Where it cannot be asked nothing is called: that would wait for ever.
        if let Err(error) = reader.read_entries_with_callback_and_callback(&done, &failed) {
            let _ = failed.call1(&JsValue::NULL, &error);
        }
    });
    let found: Array = JsFuture::from(found).await.ok()?.dyn_into().ok()?;
    Some(found.iter().map(|entry| entry.unchecked_into()).collect())
}
