package io.keyfold.authconfig.pages;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The style sheets of the pages. They are no operations of the API, and not in its OpenAPI document. */
@RestController
class AssetController {

  private static final MediaType CSS = new MediaType("text", "css", StandardCharsets.UTF_8);
  private static final Pattern THEME = Pattern.compile("([0-9a-f]{6})\\.css");
  private static final Duration YEAR = Duration.ofDays(365);

  private final PageAssets assets;

  AssetController(PageAssets assets) {
    this.assets = assets;
  }

  /** Gets the style sheet. */
  @GetMapping("/assets/{name}")
  ResponseEntity<String> stylesheet(@PathVariable String name) {
    if (!name.equals(assets.stylesheetName())) {
      throw nothingHere();
    }
    return css(assets.stylesheet());
  }

  /** Gets the style sheet with a brand's colours. */
  @GetMapping("/assets/theme/{name}")
  ResponseEntity<String> theme(@PathVariable String name) {
    Matcher colour = THEME.matcher(name);
    if (!colour.matches()) {
      throw nothingHere();
    }
    return css(PageAssets.theme(Accent.ofHex(colour.group(1))));
  }

  private static ResponseEntity<String> css(String text) {
    return ResponseEntity.ok()
      .contentType(CSS)
      .cacheControl(CacheControl.maxAge(YEAR).cachePublic().immutable())
      .headers(PageHeaders::protect)
      .body(text);
  }

  private static ApiException nothingHere() {
    return ApiException.of(ErrorCode.NOT_FOUND, "There is nothing at this path", "Open the page again");
  }
}
