package io.keyfold.authconfig.pages;

import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;

/** Renders pages in the browser's language, with the headers that protect them. Thread-safe; renders in memory. */
public final class PageRenderer {

  private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);
  private static final String RETRY_AFTER_SECONDS = "5";

  private final TemplateEngine templates;
  private final Languages languages;
  private final PageAssets assets;

  PageRenderer(TemplateEngine templates, Languages languages, PageAssets assets) {
    this.templates = templates;
    this.languages = languages;
    this.assets = assets;
  }

  /** {@return the page as a complete response: status, headers and HTML} */
  public ResponseEntity<String> render(ServerHttpRequest request, Brand brand, Page page) {
    Texts texts = languages.preferred(request.getHeaders());
    PageContext context = new PageContext(texts, brand, assets.stylesheetPath());
    StringOutput html = new StringOutput();
    templates.render(template(page), Map.of("page", context, "view", page), html);
    HttpStatus status = status(page);
    ResponseEntity.BodyBuilder response = ResponseEntity.status(status)
      .contentType(HTML)
      .cacheControl(CacheControl.noStore())
      .varyBy(HttpHeaders.ACCEPT_LANGUAGE)
      .header(HttpHeaders.CONTENT_LANGUAGE, texts.tag())
      .headers(PageHeaders::protect);
    if (status == HttpStatus.SERVICE_UNAVAILABLE) {
      response.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
    return response.body(html.toString());
  }

  private static String template(Page page) {
    return switch (page) {
      case ConsentPage _ -> "consent.jte";
      case MethodChoicePage _ -> "methods.jte";
      case FormPage _ -> "form.jte";
      case ConfirmPage _ -> "confirm.jte";
      case ForwardPage _ -> "forward.jte";
      case OutcomePage _ -> "outcome.jte";
    };
  }

  private static HttpStatus status(Page page) {
    return switch (page) {
      case OutcomePage outcome -> outcome.outcome().status();
      case FormPage form when form.problem() != null || !form.wrong().isEmpty() -> HttpStatus.UNPROCESSABLE_CONTENT;
      case ConsentPage _, MethodChoicePage _, FormPage _, ConfirmPage _, ForwardPage _ -> HttpStatus.OK;
    };
  }
}
