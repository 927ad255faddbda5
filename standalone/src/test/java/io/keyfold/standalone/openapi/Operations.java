package io.keyfold.standalone.openapi;

import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.web.JsonBody;
import io.keyfold.platform.web.RequiresScope;
import java.lang.reflect.Parameter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.MediaType;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Makes the operation of an HTTP method and path. */
final class Operations {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Javadoc javadoc;
  private final Parameters parameters;
  private final RequestSchemas requests;
  private final Responses responses;

  Operations(Javadoc javadoc, Parameters parameters, RequestSchemas requests, Responses responses) {
    this.javadoc = javadoc;
    this.parameters = parameters;
    this.requests = requests;
    this.responses = responses;
  }

  /**
   * {@return the operation} Several handlers of one method and path answer different media types; the first gives the
   * name.
   */
  ObjectNode of(List<Endpoint> handlers) {
    Endpoint endpoint = handlers.getFirst();
    String scope = scope(endpoint);
    List<Javadoc.Comment> comments = handlers.stream().map(this::comment).toList();
    ObjectNode operation = JSON.objectNode().put("operationId", endpoint.operationId());
    operation.putArray("tags").add(tag(endpoint.handler().getDeclaringClass()).path("name"));
    operation.put("summary", comments.getFirst().summary().replaceFirst("\\.$", ""));
    String text = comments.stream().map(Javadoc.Comment::text).collect(Collectors.joining("\n\n"));
    operation.put("description", scope == null ? text : text + "\n\nRequired scope: `" + scope + "`.");
    if (scope == null) {
      operation.putArray("security").addObject();
    } else {
      operation.put("x-required-scope", scope);
    }
    ObjectNode merged = JSON.objectNode();
    handlers.forEach(handler ->
      parameters
        .of(handler, endpoint.operationId(), scope != null)
        .forEach(parameter -> merged.set(parameter.toString(), parameter))
    );
    operation.putArray("parameters").addAll(merged.values());
    body(endpoint).ifPresent(body -> operation.set("requestBody", body));
    Set<ErrorCode> codes = Codes.of(handlers, scope != null);
    operation.set("responses", responses.of(handlers, codes));
    return operation;
  }

  private Javadoc.Comment comment(Endpoint endpoint) {
    return javadoc
      .of(endpoint.handler().getDeclaringClass(), endpoint.handler().getName())
      .orElseThrow(() -> new IllegalStateException(endpoint.handler() + " has no Javadoc"));
  }

  private static @Nullable String scope(Endpoint endpoint) {
    RequiresScope onMethod = endpoint.handler().getAnnotation(RequiresScope.class);
    RequiresScope onType = AnnotatedElementUtils.findMergedAnnotation(
      endpoint.handler().getDeclaringClass(),
      RequiresScope.class
    );
    return onMethod != null ? onMethod.value() : onType != null ? onType.value() : null;
  }

  private Optional<ObjectNode> body(Endpoint endpoint) {
    for (Parameter argument : endpoint.handler().getParameters()) {
      JsonBody body = argument.getAnnotation(JsonBody.class);
      if (body != null) {
        ObjectNode request = JSON.objectNode().put("required", true);
        request
          .putObject("content")
          .putObject(MediaType.APPLICATION_JSON_VALUE)
          .set("schema", requests.of(body.value(), argument.getType()));
        return Optional.of(request);
      }
    }
    return Optional.empty();
  }

  /** {@return the tag of a controller's operations: its Javadoc is {@code Name: description}} */
  ObjectNode tag(Class<?> controller) {
    String[] parts = javadoc.of(controller).map(Javadoc.Comment::text).orElse("").split(": ", 2);
    if (parts.length < 2) {
      throw new IllegalStateException(controller + " has no Javadoc like \"Sessions: what they are\"");
    }
    return JSON.objectNode().put("name", parts[0]).put("description", Texts.sentence(parts[1]));
  }
}
