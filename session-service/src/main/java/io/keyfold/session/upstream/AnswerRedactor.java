package io.keyfold.session.upstream;

import io.keyfold.session.redaction.Redactor;
import io.keyfold.session.redaction.WithheldException;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Removes a credential from MCP results, errors and tools. */
final class AnswerRedactor {

  private static final Logger LOG = LoggerFactory.getLogger(AnswerRedactor.class);
  private static final TypeReference<Map<String, Object>> TREE = new TypeReference<>() {};

  private final Redactor redactor;

  AnswerRedactor(Redactor redactor) {
    this.redactor = redactor;
  }

  /** {@return the result without the credential} */
  McpSchema.CallToolResult result(McpSchema.CallToolResult result) {
    try {
      return clean(result, McpSchema.CallToolResult.class);
    } catch (WithheldException e) {
      throw ProviderFailure.withheld(e.why());
    }
  }

  /** {@return the provider's error without the credential} */
  ToolServers.ToolResponse.Refusal refusal(ProviderRefusal refusal) {
    return new ToolServers.ToolResponse.Refusal(refusal.code(), redactor.text(refusal.text()));
  }

  /**
   * {@return the tools without the credential} Tools with the credential in a name are omitted, since a changed name
   * could not be called.
   */
  ToolServers.Listed tools(List<McpSchema.Tool> tools) {
    List<McpSchema.Tool> clean = new ArrayList<>();
    for (McpSchema.Tool tool : tools) {
      try {
        if (!redactor.finds(tool.name())) {
          clean.add(clean(tool, McpSchema.Tool.class));
        }
      } catch (WithheldException e) {
        LOG.debug("a tool is omitted from a list: {}", e.why());
      }
    }
    return new ToolServers.Listed(List.copyOf(clean), tools.size() - clean.size());
  }

  @SuppressWarnings("ReferenceEquality") // the same object says that nothing was taken out
  private <T> T clean(T said, Class<T> type) {
    if (redactor.isEmpty()) {
      return said;
    }
    JsonMapper mapper = ProviderJson.mapper();
    try {
      Map<String, Object> tree = mapper.convertValue(said, TREE);
      Object clean = redactor.value(tree);
      return clean == tree ? said : mapper.convertValue(clean, type);
    } catch (WithheldException e) {
      throw e;
    } catch (RuntimeException e) {
      // The exception's message may quote the credential.
      throw ProviderFailure.error("sent a response that cannot be processed");
    }
  }
}
