//! How does the page tell whether something that it shows is still the same?

use std::fmt;
use std::ops::Deref;
use std::rc::Rc;

/// What came from a worker and is shown as it came. Two of these are the same where they are one thing: to
/// look through ten thousand articles after every message would take time, and its code a part of the page.
pub struct Held<T>(Rc<T>);

impl<T> Held<T> {
    /// The thing itself, where nobody else holds it.
    pub fn take(self) -> Option<T> {
        Rc::into_inner(self.0)
    }

    /// To change it; what others hold stays as it is.
    pub fn make_mut(&mut self) -> &mut T
    where
        T: Clone,
    {
        Rc::make_mut(&mut self.0)
    }
}

impl<T> From<T> for Held<T> {
    fn from(came: T) -> Self {
        Self(Rc::new(came))
    }
}

impl<T> From<Box<T>> for Held<T> {
    fn from(came: Box<T>) -> Self {
        Self(Rc::new(*came))
    }
}

impl<T> Clone for Held<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T> Deref for Held<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> PartialEq for Held<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl<T: Default> Default for Held<T> {
    fn default() -> Self {
        Self::from(T::default())
    }
}

impl<T: fmt::Debug> fmt::Debug for Held<T> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(out)
    }
}
