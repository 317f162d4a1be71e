//! Methods of the field.
