//! Reads one file: which modules, items and imports it has, and which paths it names.

use proc_macro2::{Ident, TokenStream, TokenTree};
use syn::punctuated::Punctuated;
use syn::visit::{self, Visit};
use syn::{Attribute, ImplItem, Item, Meta, Token, UseTree, Visibility};

use super::tree::{Kind, Mention, Module, Tree};

/// A module that lies in a file of its own.
pub(super) struct Child {
    pub(super) name: String,
    pub(super) module: usize,
    pub(super) line: usize,
    /// What `#[path]` says.
    pub(super) path: Option<String>,
    /// The modules of this file that its declaration stands in.
    pub(super) inline: Vec<String>,
}

/// Adds to the tree what stands in a file.
pub(super) fn read(tree: &mut Tree, module: usize, file: &syn::File) -> Vec<Child> {
    let mut reader = Reader { tree, module, inline: Vec::new(), children: Vec::new() };
    if !tests_only(&file.attrs) {
        reader.visit_file(file);
    }
    reader.children
}

struct Reader<'a> {
    tree: &'a mut Tree,
    /// The one that is being read.
    module: usize,
    inline: Vec<String>,
    children: Vec<Child>,
}

impl Reader<'_> {
    fn here(&mut self, with: impl FnOnce(&mut Module)) {
        if let Some(module) = self.tree.modules.get_mut(self.module) {
            with(module);
        }
    }

    fn mention(&mut self, line: usize, path: Vec<String>, kind: Kind) {
        self.tree.mentions.push(Mention { module: self.module, line, path, kind });
    }

    /// The leaves of a `use`. One inside a function counts as the module's: names in a file are seldom used for two things.
    fn leaves(&mut self, tree: &UseTree, prefix: &mut Vec<String>, public: bool) {
        match tree {
            UseTree::Path(path) => {
                prefix.push(text(&path.ident));
                self.leaves(&path.tree, prefix, public);
                prefix.pop();
            }
            UseTree::Name(name) => self.leaf(&name.ident, &name.ident, prefix, public),
            UseTree::Rename(renamed) => self.leaf(&renamed.ident, &renamed.rename, prefix, public),
            UseTree::Glob(glob) => {
                let path = prefix.clone();
                self.here(|module| module.globs.push(path.clone()));
                let line = glob.star_token.spans[0].start().line;
                self.mention(line, path, if public { Kind::Reexport } else { Kind::Glob });
            }
            UseTree::Group(group) => {
                for tree in &group.items {
                    self.leaves(tree, prefix, public);
                }
            }
        }
    }

    fn leaf(&mut self, ident: &Ident, alias: &Ident, prefix: &[String], public: bool) {
        let mut path = prefix.to_vec();
        let mut name = text(alias);
        if ident != "self" {
            path.push(text(ident));
        } else if alias == "self" {
            name = path.last().cloned().unwrap_or_default();
        }
        self.here(|module| {
            module.imports.entry(name.clone()).or_insert_with(|| path.clone());
        });
        let line = ident.span().start().line;
        self.mention(line, path, if public { Kind::Reexport } else { Kind::Import(name) });
    }

    /// Paths in what a macro is given: names joined by `::`.
    fn tokens(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let is =
            |at: usize, sign: char| matches!(tokens.get(at), Some(TokenTree::Punct(punct)) if punct.as_char() == sign);
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            at += 1;
            match token {
                TokenTree::Group(group) => self.tokens(group.stream()),
                // A field, a method, or what comes after a path in angle brackets.
                TokenTree::Ident(_) if at > 1 && (is(at - 2, '.') && !(at > 2 && is(at - 3, '.'))) => {}
                TokenTree::Ident(first) => {
                    let mut path = vec![text(first)];
                    while is(at, ':')
                        && is(at + 1, ':')
                        && let Some(TokenTree::Ident(next)) = tokens.get(at + 2)
                    {
                        path.push(text(next));
                        at += 3;
                    }
                    self.mention(first.span().start().line, path, Kind::Code);
                }
                _ => {}
            }
        }
    }

    fn module(&mut self, item: &syn::ItemMod) {
        let name = text(&item.ident);
        let (file, own) = (self.tree.modules.get(self.module).map_or(0, |module| module.file), self.tree.modules.len());
        self.tree.modules.push(Module { file, parent: Some(self.module), ..Module::default() });
        self.here(|module| {
            module.children.entry(name.clone()).or_insert(own);
        });
        if let Some((_, items)) = &item.content {
            let outer = std::mem::replace(&mut self.module, own);
            self.inline.push(name);
            for item in items {
                self.visit_item(item);
            }
            self.inline.pop();
            self.module = outer;
            return;
        }
        self.children.push(Child {
            name,
            module: own,
            line: item.ident.span().start().line,
            path: item.attrs.iter().find_map(path_attribute),
            inline: self.inline.clone(),
        });
    }
}

impl<'ast> Visit<'ast> for Reader<'_> {
    fn visit_item(&mut self, item: &'ast Item) {
        let (attributes, name) = head(item);
        if tests_only(attributes) {
            return;
        }
        if let Some(name) = name {
            let name = text(name);
            self.here(|module| {
                module.items.insert(name);
            });
        }
        match item {
            Item::Mod(item) => self.module(item),
            Item::Verbatim(tokens) => self.tokens(tokens.clone()),
            item => visit::visit_item(self, item),
        }
    }

    fn visit_impl_item(&mut self, item: &'ast ImplItem) {
        if !matches!(item, ImplItem::Fn(function) if tests_only(&function.attrs)) {
            visit::visit_impl_item(self, item);
        }
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        let mut prefix = Vec::new();
        if item.leading_colon.is_some() {
            prefix.push(String::new());
        }
        self.leaves(&item.tree, &mut prefix, is_public(&item.vis));
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let outside = path.leading_colon.as_ref().map(|_| String::new());
        let segments: Vec<String> =
            outside.into_iter().chain(path.segments.iter().map(|segment| text(&segment.ident))).collect();
        let line = path.segments.first().map_or(0, |segment| segment.ident.span().start().line);
        self.mention(line, segments, Kind::Code);
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, called: &'ast syn::Macro) {
        self.visit_path(&called.path);
        self.tokens(called.tokens.clone());
    }

    fn visit_meta_list(&mut self, list: &'ast syn::MetaList) {
        self.tokens(list.tokens.clone());
    }

    // Names in `pub(in …)` are no imports.
    fn visit_visibility(&mut self, _: &'ast Visibility) {}
}

/// An item's attributes and name. A module's name is kept among the children, an import's among the imports.
fn head(item: &Item) -> (&[Attribute], Option<&Ident>) {
    match item {
        Item::Const(item) => (&item.attrs, Some(&item.ident)),
        Item::Enum(item) => (&item.attrs, Some(&item.ident)),
        Item::Fn(item) => (&item.attrs, Some(&item.sig.ident)),
        Item::Macro(item) => (&item.attrs, item.ident.as_ref()),
        Item::Static(item) => (&item.attrs, Some(&item.ident)),
        Item::Struct(item) => (&item.attrs, Some(&item.ident)),
        Item::Trait(item) => (&item.attrs, Some(&item.ident)),
        Item::TraitAlias(item) => (&item.attrs, Some(&item.ident)),
        Item::Type(item) => (&item.attrs, Some(&item.ident)),
        Item::Union(item) => (&item.attrs, Some(&item.ident)),
        Item::ExternCrate(item) => (&item.attrs, None),
        Item::ForeignMod(item) => (&item.attrs, None),
        Item::Impl(item) => (&item.attrs, None),
        Item::Mod(item) => (&item.attrs, None),
        Item::Use(item) => (&item.attrs, None),
        _ => (&[], None),
    }
}

/// Whether code with these attributes is compiled for tests only.
fn tests_only(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| match &attribute.meta {
        Meta::Path(path) => path.is_ident("test"),
        Meta::List(list) if list.path.is_ident("cfg") => list.parse_args::<Meta>().is_ok_and(|meta| needs_test(&meta)),
        _ => false,
    })
}

/// Whether a condition can hold in tests only.
fn needs_test(condition: &Meta) -> bool {
    let Meta::List(list) = condition else { return condition.path().is_ident("test") };
    let Ok(inner) = list.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated) else { return false };
    if list.path.is_ident("all") {
        inner.iter().any(needs_test)
    } else {
        list.path.is_ident("any") && !inner.is_empty() && inner.iter().all(needs_test)
    }
}

fn path_attribute(attribute: &Attribute) -> Option<String> {
    let Meta::NameValue(meta) = &attribute.meta else { return None };
    match &meta.value {
        syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(path), .. }) if meta.path.is_ident("path") => {
            Some(path.value())
        }
        _ => None,
    }
}

/// `pub`, `pub(crate)` and the like, but not `pub(self)`.
fn is_public(visibility: &Visibility) -> bool {
    match visibility {
        Visibility::Inherited => false,
        Visibility::Restricted(within) => !within.path.is_ident("self"),
        _ => true,
    }
}

/// A name without the `r#` of keywords.
fn text(ident: &Ident) -> String {
    let name = ident.to_string();
    name.strip_prefix("r#").map_or(name.clone(), str::to_owned)
}
