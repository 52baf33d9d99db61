//! What hosted help desks have in common. A reader of one desk fills a [`Desk`] from its files; [`build`] makes a source of
//! that.

mod build;
mod fragments;
mod json;
mod links;
mod model;
mod places;
mod xml;

pub(crate) use build::build;
pub(crate) use fragments::collect as collect_fragments;
pub(crate) use json::{Dump, day, flag, id, integer, list, sniff, text};
pub(crate) use model::{Article, Attachment, Body, Category, Desk, Name, Version, Votes, parts, path_of};
pub(crate) use xml::value as xml_value;
