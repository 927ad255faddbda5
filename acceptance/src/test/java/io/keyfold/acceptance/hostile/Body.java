package io.keyfold.acceptance.hostile;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A JSON body whose fields can be replaced by any text. */
final class Body {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String MARK = "@hostile@";
  private static final String QUOTED = "\"" + MARK + "\"";

  private final ObjectNode root;

  private Body(ObjectNode root) {
    this.root = root;
  }

  static Body of(Request request) {
    return new Body((ObjectNode) JSON.readTree(request.bodyText()));
  }

  /** {@return the body with the text as the value of the field; objects that are missing on the way are added} */
  byte[] with(List<Object> path, String literal) {
    set(path);
    return rendered(literal);
  }

  /** {@return the body with one more member in the object at the path; its name is JSON text} */
  byte[] withMember(List<Object> object, String name) {
    List<Object> path = new ArrayList<>(object);
    path.add(MARK);
    set(path);
    return root
      .toString()
      .replace(QUOTED + ":" + QUOTED, name + ":1")
      .getBytes(StandardCharsets.UTF_8);
  }

  /** {@return the body with the field twice} */
  byte[] twice(List<Object> path, String other) {
    JsonNode value = value(path);
    set(path);
    String first = value.isMissingNode() ? other : value.toString();
    return rendered(first + "," + JSON.writeValueAsString(path.getLast()) + ":" + other);
  }

  byte[] without(List<Object> path) {
    JsonNode parent = value(path.subList(0, path.size() - 1));
    if (parent instanceof ObjectNode object && path.getLast() instanceof String name) {
      object.remove(name);
    } else if (parent instanceof ArrayNode array) {
      array.removeAll();
    }
    return root.toString().getBytes(StandardCharsets.UTF_8);
  }

  private byte[] rendered(String literal) {
    return root.toString().replace(QUOTED, literal).getBytes(StandardCharsets.UTF_8);
  }

  private JsonNode value(List<Object> path) {
    JsonNode at = root;
    for (Object step : path) {
      at = step instanceof Integer index ? at.path(index) : at.path(step.toString());
    }
    return at;
  }

  private void set(List<Object> path) {
    JsonNode at = root;
    for (int i = 0; i < path.size(); i++) {
      JsonNode next = i + 1 == path.size() ? JSON.getNodeFactory().stringNode(MARK) : child(at, path, i);
      if (path.get(i) instanceof String name) {
        ((ObjectNode) at).set(name, next);
      } else if (at.isEmpty()) {
        ((ArrayNode) at).add(next);
      } else {
        ((ArrayNode) at).set(0, next);
      }
      at = next;
    }
  }

  /** What is there, if it can hold the next step. */
  private static JsonNode child(JsonNode at, List<Object> path, int i) {
    JsonNode there = path.get(i) instanceof Integer index ? at.path(index) : at.path(path.get(i).toString());
    boolean array = path.get(i + 1) instanceof Integer;
    if (array) {
      return there.isArray() ? there : JSON.createArrayNode();
    }
    return there.isObject() ? there : JSON.createObjectNode();
  }
}
