package io.keyfold.chaos.ledger;

/** What kinds of objects writers make. */
public enum ObjectKind {
  /** Of deployment-service. */
  DEPLOYMENT("/provider-deployments", "deployment-service"),
  /** Of authconfig-service. */
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

  /** {@return the service that has them} */
  public String service() {
    return service;
  }
}
