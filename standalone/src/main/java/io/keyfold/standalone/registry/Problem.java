package io.keyfold.standalone.registry;

/** An error of the registry's API, with Confluent's codes. */
final class Problem extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int code;

  private Problem(int code, String message) {
    super(message, null, false, false);
    this.code = code;
  }

  static Problem noSubject(String subject) {
    return new Problem(40401, "Subject '" + subject + "' not found.");
  }

  static Problem noVersion(String version) {
    return new Problem(40402, "Version " + version + " not found.");
  }

  static Problem noSchema() {
    return new Problem(40403, "Schema not found");
  }

  static Problem noLevel(String subject) {
    return new Problem(40408, "Subject '" + subject + "' does not have subject-level compatibility configured");
  }

  static Problem badSchema(String why) {
    return new Problem(42201, "Invalid schema: " + why);
  }

  static Problem badVersion(String version) {
    return new Problem(42202, "The specified version '" + version + "' is not a valid version id.");
  }

  static Problem badLevel() {
    return new Problem(42203, "Invalid compatibility level");
  }

  static Problem incompatible(String why) {
    return new Problem(409, "Schema being registered is incompatible with an earlier schema: " + why);
  }

  static Problem badBody() {
    return new Problem(422, "The body is not the JSON object that this endpoint takes");
  }

  static Problem notAllowed() {
    return new Problem(
      405,
      "Nothing is removed from this registry: records need their schema as long as they are kept"
    );
  }

  static Problem notFound() {
    return new Problem(404, "HTTP 404 Not Found");
  }

  static Problem store() {
    return new Problem(50001, "Error in the backend data store; try again");
  }

  int code() {
    return code;
  }

  /** {@return the HTTP status: the code's first three digits} */
  int status() {
    return code > 999 ? code / 100 : code;
  }
}
