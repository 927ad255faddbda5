package io.keyfold.deployment.catalogue;

import java.util.List;

/** Thrown if the catalogue is invalid; the message lists each file and field. The service does not start. */
public final class CatalogueException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  CatalogueException(List<String> problems) {
    super("The provider catalogue is invalid:\n  " + String.join("\n  ", problems));
  }
}
