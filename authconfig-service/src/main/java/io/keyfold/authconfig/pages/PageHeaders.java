package io.keyfold.authconfig.pages;

import org.springframework.http.HttpHeaders;

/** Response headers that protect the pages in the browser. */
public final class PageHeaders {

  /**
   * No script at all; styles and images of this origin only; forms go to this origin only; no page may frame this one.
   */
  private static final String POLICY =
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  private static final String NO_FEATURES =
    "accelerometer=(), autoplay=(), camera=(), display-capture=(), fullscreen=(), geolocation=(), gyroscope=(), " +
    "magnetometer=(), microphone=(), midi=(), payment=(), publickey-credentials-get=(), screen-wake-lock=(), usb=()";

  private PageHeaders() {}

  /** Sets the headers of a page, or of a redirect between pages. */
  public static void protect(HttpHeaders headers) {
    headers.set("Content-Security-Policy", POLICY);
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("X-Frame-Options", "DENY");
    headers.set("Cross-Origin-Opener-Policy", "same-origin");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
    headers.set("Permissions-Policy", NO_FEATURES);
    headers.set("X-Robots-Tag", "noindex, nofollow");
  }
}
