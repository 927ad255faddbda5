package io.keyfold.platform.web;

import com.networknt.schema.path.NodePath;
import io.keyfold.platform.error.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.TokenStreamContext;

/**
 * Builds paths of request fields. Caller-chosen names are included only if they look like field names, since users may
 * paste secrets into the wrong place; otherwise the path ends above them.
 */
final class FieldPath {

  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z_]{0,30}[A-Za-z0-9]?|[0-9]{1,6}");
  private static final int MAX_DEPTH = 16;

  private FieldPath() {}

  static List<String> of(List<String> at, NodePath location) {
    List<String> path = new ArrayList<>(at);
    for (int i = 0; i < location.getNameCount() && path.size() < MAX_DEPTH; i++) {
      String name = String.valueOf(location.getElement(i));
      if (!NAME.matcher(name).matches()) {
        break;
      }
      path.add(name);
    }
    return path;
  }

  static List<String> child(List<String> path, @Nullable String name) {
    if (name == null || !NAME.matcher(name).matches()) {
      return path;
    }
    List<String> child = new ArrayList<>(path);
    child.add(name);
    return child;
  }

  static List<String> of(@Nullable TokenStreamContext context) {
    List<String> names = new ArrayList<>();
    for (TokenStreamContext at = context; at != null && !at.inRoot(); at = at.getParent()) {
      String name = at.inArray() ? String.valueOf(at.getCurrentIndex()) : at.currentName();
      names.add(0, name == null ? "" : name);
    }
    return shown(names);
  }

  /** {@return an error about the path, or about the part of it that may be shown} */
  static FieldError error(String code, List<String> path, String predicate) {
    List<String> shown = shown(path);
    return new FieldError(code, (shown.isEmpty() ? "The body" : String.join(".", shown)) + " " + predicate, shown);
  }

  private static List<String> shown(List<String> names) {
    List<String> path = new ArrayList<>();
    for (String name : names) {
      if (!NAME.matcher(name).matches() || path.size() == MAX_DEPTH) {
        break;
      }
      path.add(name);
    }
    return path;
  }
}
