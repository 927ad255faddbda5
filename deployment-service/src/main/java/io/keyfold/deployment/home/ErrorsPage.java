package io.keyfold.deployment.home;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.heading.anchor.HeadingAnchorExtension;
import org.commonmark.node.Block;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/** docs/errors.md as a page. Each error code is the anchor of its section. */
final class ErrorsPage {

  private static final List<Extension> EXTENSIONS = List.of(TablesExtension.create(), HeadingAnchorExtension.create());

  /** No lists: each section begins with its status, as in "404. Nothing exists at this path". */
  private static final Set<Class<? extends Block>> BLOCKS = Set.of(Heading.class, FencedCodeBlock.class);

  private ErrorsPage() {}

  /** {@return the page of this release} */
  static HtmlPage load() {
    Parser parser = Parser.builder().extensions(EXTENSIONS).enabledBlockTypes(BLOCKS).build();
    HtmlRenderer renderer = HtmlRenderer.builder().extensions(EXTENSIONS).escapeHtml(true).build();
    String content = renderer.render(parser.parse(Packaged.text("docs/errors.md")));
    return HtmlPage.staticPage("home/errors.html", Map.of("content", content));
  }
}
