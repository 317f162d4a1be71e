//! What is made once, when the library is compiled.
//!
//! With the feature `report` it is the plotting library of the page. The crate `plotly` carries it, and hands it out within elements of
//! a page, beside a typesetter of formulas: seven megabytes, put together and copied anew each time. To do so in each
//! run took a short one longer than all else that it wrote.

use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    #[allow(clippy::print_stdout)] // That is how cargo is told.
    {
        println!("cargo::rerun-if-changed=src/build.rs");
    }
    #[cfg(feature = "report")]
    {
        let elements = plotly::Plot::offline_js_sources();
        let inside = elements.split_once('>').map_or("", |(_, rest)| rest);
        let (library, _) = inside.split_once("</script>").ok_or("the crate plotly hands out no element of a script")?;
        let folder = std::env::var_os("OUT_DIR").ok_or("cargo names no folder for what is made")?;
        std::fs::write(std::path::Path::new(&folder).join("plotly.js"), library)?;
    }
    Ok(())
}
