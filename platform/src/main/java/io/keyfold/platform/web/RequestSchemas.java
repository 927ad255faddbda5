package io.keyfold.platform.web;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.MethodParameter;
import org.springframework.core.io.ClassPathResource;
import org.springframework.web.method.HandlerMethod;
import tools.jackson.databind.json.JsonMapper;

/**
 * Loads the schemas of request bodies from {@code /requests/NAME.json}. The cache is bounded by the names in the code.
 */
final class RequestSchemas {

  private final JsonMapper json;
  private final Map<String, InputSchema> schemas = new ConcurrentHashMap<>();

  RequestSchemas(JsonMapper json) {
    this.json = json;
  }

  /** Loads the schemas of all handlers, so that a missing or broken schema fails the start and not a request. */
  void load(Collection<HandlerMethod> handlers) {
    for (HandlerMethod handler : handlers) {
      for (MethodParameter parameter : handler.getMethodParameters()) {
        JsonBody body = parameter.getParameterAnnotation(JsonBody.class);
        if (body != null) {
          get(body.value());
        }
      }
    }
  }

  InputSchema get(String name) {
    return schemas.computeIfAbsent(name, this::load);
  }

  private InputSchema load(String name) {
    try (InputStream file = new ClassPathResource("/requests/" + name + ".json").getInputStream()) {
      return InputSchema.ofRequest(json.readTree(file));
    } catch (IOException e) {
      throw new IllegalStateException("no readable schema /requests/" + name + ".json in the class path", e);
    }
  }
}
