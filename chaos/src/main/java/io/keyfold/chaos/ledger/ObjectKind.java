package io.keyfold.chaos.ledger;

/** The kinds of objects that writers create. */
public enum ObjectKind {
  /** A provider deployment, of deployment-service. */
  DEPLOYMENT("/provider-deployments", "deployment-service"),
  /** An auth config, of authconfig-service. */
  AUTH_CONFIG("/provider-auth-configs", "authconfig-service");

  private final String path;
  private final String service;

  ObjectKind(String path, String service) {
    this.path = path;
    this.service = service;
  }

  /** {@return the path of the collection} */
  public String path() {
    return path;
  }

  /** {@return the service that owns them} */
  public String service() {
    return service;
  }
}
