package io.keyfold.standalone.openapi;

import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.util.ClassUtils;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;

/**
 * One method and path, and the handler that answers it.
 *
 * @param verb the HTTP method in lower case
 * @param path the path with its variables
 * @param produces the media types of the response, if the mapping names them
 * @param handler the controller's method
 */
record Endpoint(String verb, String path, List<String> produces, Method handler) {
  private static final List<String> PAGES = List.of("/docs", "/assets", "/setup-session", "/oauth");

  private static final Set<String> VERBS = Set.of(
    "create",
    "list",
    "get",
    "update",
    "archive",
    "remove",
    "revoke",
    "send",
    "set",
    "end"
  );

  /** {@return the operations of all controllers in the packages} */
  static List<Endpoint> operationsIn(String... packages) {
    return in(packages)
      .stream()
      .filter(endpoint -> !endpoint.page())
      .toList();
  }

  /** {@return the endpoints of all controllers in the packages} */
  static List<Endpoint> in(String... packages) {
    ClassPathScanningCandidateComponentProvider scanner = new ClassPathScanningCandidateComponentProvider(false);
    scanner.addIncludeFilter(new AnnotationTypeFilter(RestController.class));
    return Stream.of(packages)
      .flatMap(name -> scanner.findCandidateComponents(name).stream())
      .map(bean -> ClassUtils.resolveClassName(String.valueOf(bean.getBeanClassName()), null))
      .flatMap(type -> Stream.of(type.getDeclaredMethods()))
      .flatMap(Endpoint::of)
      .toList();
  }

  private static Stream<Endpoint> of(Method handler) {
    RequestMapping mapping = AnnotatedElementUtils.findMergedAnnotation(handler, RequestMapping.class);
    if (mapping == null) {
      return Stream.empty();
    }
    RequestMapping onType = AnnotatedElementUtils.findMergedAnnotation(
      handler.getDeclaringClass(),
      RequestMapping.class
    );
    String prefix = onType == null ? "" : String.join("", onType.path());
    List<String> paths = mapping.path().length == 0 ? List.of("") : List.of(mapping.path());
    return paths
      .stream()
      .flatMap(path ->
        Arrays.stream(mapping.method()).map(method ->
          new Endpoint(method.name().toLowerCase(Locale.ROOT), prefix + path, List.of(mapping.produces()), handler)
        )
      );
  }

  /** {@return whether it is a page for browsers or a part of one, and so no operation of the API} */
  boolean page() {
    return PAGES.stream().anyMatch(folder -> path.equals(folder) || path.startsWith(folder + "/"));
  }

  /** {@return whether the path names an object, which may not exist} */
  boolean ofObject() {
    return path.contains("{");
  }

  /** {@return the operation's id: the handler's verb, or what the HTTP method stands for, and the resource} */
  String operationId() {
    String name = handler.getName();
    String resource = resource();
    String verbOfName = VERBS.contains(name) ? name : verb.equals("get") && isList() ? "list" : verb;
    return verbOfName + (isList() || !resource.endsWith("s") ? resource : resource.substring(0, resource.length() - 1));
  }

  private String resource() {
    String fixed = path.replaceAll("/\\{[^}]*}", "");
    StringBuilder name = new StringBuilder();
    if (fixed.equals("/")) {
      return "Home";
    }
    for (String word : fixed.substring(fixed.lastIndexOf('/') + 1).split("[^A-Za-z]+", -1)) {
      name.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
    }
    return name.toString();
  }

  /** {@return whether the response has an ETag: handlers of one object say so by answering with an entity} */
  boolean tagged() {
    boolean entity = response() instanceof ParameterizedType type && type.getRawType() == ResponseEntity.class;
    return entity && hasBody() && !isList();
  }

  private boolean hasBody() {
    return body()
      .filter(type -> type != byte[].class || !produces.isEmpty())
      .isPresent();
  }

  private boolean isList() {
    return body()
      .filter(type -> type instanceof ParameterizedType list && list.getRawType().getTypeName().endsWith("ListBody"))
      .isPresent();
  }

  /** {@return the status of success} */
  HttpStatus success() {
    ResponseStatus declared = handler.getAnnotation(ResponseStatus.class);
    return declared == null ? HttpStatus.OK : declared.value();
  }

  /** {@return the type of the response's body, if it has one} */
  Optional<Type> body() {
    Type type = response();
    if (type instanceof ParameterizedType entity && entity.getRawType() == ResponseEntity.class) {
      type = entity.getActualTypeArguments()[0];
    }
    if (type instanceof ParameterizedType stream && stream.getRawType() == Flux.class) {
      // The content of a file.
      type = byte[].class;
    }
    return type == Void.class ? Optional.empty() : Optional.of(type);
  }

  private Type response() {
    Type type = handler.getGenericReturnType();
    if (type instanceof ParameterizedType publisher) {
      return Objects.requireNonNull(publisher.getActualTypeArguments()[0]);
    }
    throw new IllegalStateException(handler + " answers no publisher of a type");
  }
}
