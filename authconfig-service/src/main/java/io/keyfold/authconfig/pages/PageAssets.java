package io.keyfold.authconfig.pages;

import io.keyfold.platform.id.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.springframework.core.io.ClassPathResource;

/** The style sheets of the pages. Thread-safe. */
final class PageAssets {

  static final String ROOT = "/assets/";
  static final String THEME = ROOT + "theme/";

  /** The background of text in light and dark, as in the style sheet. */
  static final Accent LIGHT = new Accent(0xffffff);
  static final Accent DARK = new Accent(0x1c1f25);

  private static final int HASH_BYTES = 8;

  private final String css;
  private final String name;

  private PageAssets(String css) {
    this.css = css;
    byte[] hash = Sha256.of(css.getBytes(StandardCharsets.UTF_8));
    this.name = "pages-" + HexFormat.of().formatHex(hash, 0, HASH_BYTES) + ".css";
  }

  static PageAssets load() {
    try {
      return new PageAssets(new ClassPathResource("pages/pages.css").getContentAsString(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("pages/pages.css cannot be read", e);
    }
  }

  /** {@return the path of the style sheet; another content has another path} */
  String stylesheetPath() {
    return ROOT + name;
  }

  /** {@return the file name of the style sheet} */
  String stylesheetName() {
    return name;
  }

  /** {@return the style sheet} */
  String stylesheet() {
    return css;
  }

  /** {@return the style sheet with a brand's colours, readable in light and dark} */
  static String theme(Accent accent) {
    return (
      ":root{--accent:#" +
      accent.hex() +
      ";--on-accent:#" +
      accent.textOn().hex() +
      ";--accent-text:#" +
      accent.readableOn(LIGHT).hex() +
      "}@media (prefers-color-scheme:dark){:root{--accent-text:#" +
      accent.readableOn(DARK).hex() +
      "}}"
    );
  }
}
