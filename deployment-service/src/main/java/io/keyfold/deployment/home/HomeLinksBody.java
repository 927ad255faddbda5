package io.keyfold.deployment.home;

/**
 * Absolute URLs of an installation.
 *
 * @param docs the API reference
 * @param openapi the OpenAPI document
 * @param health the health of the installation
 */
record HomeLinksBody(String docs, String openapi, String health) {
  static HomeLinksBody of(String base) {
    return new HomeLinksBody(base + "/docs", base + "/openapi.json", base + "/health");
  }
}
