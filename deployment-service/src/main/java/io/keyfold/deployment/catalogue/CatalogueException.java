package io.keyfold.deployment.catalogue;

import java.util.List;

/** The catalogue cannot be used; the message names each file and field. The service does not start. */
public final class CatalogueException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  CatalogueException(List<String> problems) {
    super("The catalogue of providers is not valid:\n  " + String.join("\n  ", problems));
  }
}
