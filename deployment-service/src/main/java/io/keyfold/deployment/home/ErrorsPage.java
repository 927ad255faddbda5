package io.keyfold.deployment.home;

import java.util.List;
import java.util.Map;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.heading.anchor.HeadingAnchorExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/** docs/errors.md as a page. Each error code is the anchor of its section. */
final class ErrorsPage {

  private static final List<Extension> EXTENSIONS = List.of(TablesExtension.create(), HeadingAnchorExtension.create());

  private ErrorsPage() {}

  /** {@return the page of this release} */
  static HtmlPage load() {
    Parser parser = Parser.builder().extensions(EXTENSIONS).build();
    HtmlRenderer renderer = HtmlRenderer.builder().extensions(EXTENSIONS).escapeHtml(true).build();
    String content = renderer.render(parser.parse(Packaged.text("docs/errors.md")));
    return HtmlPage.staticPage("home/errors.html", Map.of("content", content));
  }
}
