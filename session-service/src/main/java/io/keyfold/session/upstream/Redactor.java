package io.keyfold.session.upstream;

import io.keyfold.session.credentials.Credential;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.IOException;
import java.util.List;

/** Takes a credential out of what a provider says: a session's users must not learn it from a tool that shows its headers. */
final class Redactor {

  private static final String INSTEAD = "[redacted]";

  private final List<String> secrets;

  private Redactor(List<String> secrets) {
    this.secrets = secrets;
  }

  static Redactor of(Credential credential) {
    return new Redactor(credential.texts());
  }

  String text(String text) {
    String clean = text;
    for (String secret : secrets) {
      clean = clean.replace(secret, INSTEAD);
    }
    return clean;
  }

  McpSchema.CallToolResult result(McpSchema.CallToolResult result) {
    if (secrets.isEmpty()) {
      return result;
    }
    McpJsonMapper mapper = McpJsonDefaults.getMapper();
    try {
      String json = mapper.writeValueAsString(result);
      String clean = json;
      for (String secret : secrets) {
        String quoted = mapper.writeValueAsString(secret);
        clean = clean.replace(quoted.substring(1, quoted.length() - 1), INSTEAD);
      }
      return clean.equals(json) ? result : mapper.readValue(clean, McpSchema.CallToolResult.class);
    } catch (IOException e) {
      throw ProviderFailure.error("answered with a result that is not understood");
    }
  }
}
