package io.keyfold.standalone.registry;

/** An error of the registry's API, with Confluent's error codes. */
final class RegistryProblem extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int code;

  private RegistryProblem(int code, String message) {
    super(message, null, false, false);
    this.code = code;
  }

  static RegistryProblem noSubject(String subject) {
    return new RegistryProblem(40401, "Subject '" + subject + "' not found.");
  }

  static RegistryProblem noVersion(String version) {
    return new RegistryProblem(40402, "Version " + version + " not found.");
  }

  static RegistryProblem noSchema() {
    return new RegistryProblem(40403, "Schema not found");
  }

  static RegistryProblem noLevel(String subject) {
    return new RegistryProblem(40408, "Subject '" + subject + "' does not have subject-level compatibility configured");
  }

  static RegistryProblem badSchema(String reason) {
    return new RegistryProblem(42201, "Invalid schema: " + reason);
  }

  static RegistryProblem badVersion(String version) {
    return new RegistryProblem(42202, "The specified version '" + version + "' is not a valid version id.");
  }

  static RegistryProblem badLevel() {
    return new RegistryProblem(42203, "Invalid compatibility level");
  }

  static RegistryProblem incompatible(String reason) {
    return new RegistryProblem(409, "Schema being registered is incompatible with an earlier schema: " + reason);
  }

  static RegistryProblem badBody() {
    return new RegistryProblem(422, "The body must be a JSON object as this endpoint expects it");
  }

  static RegistryProblem notAllowed() {
    return new RegistryProblem(
      405,
      "Schemas cannot be deleted: records need their schema as long as they are retained"
    );
  }

  static RegistryProblem notFound() {
    return new RegistryProblem(404, "HTTP 404 Not Found");
  }

  static RegistryProblem store() {
    return new RegistryProblem(50001, "Error in the backend data store; try again");
  }

  int code() {
    return code;
  }

  /** {@return the HTTP status: the code's first three digits} */
  int status() {
    return code > 999 ? code / 100 : code;
  }
}
