package io.keyfold.session.rpc;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The members of a JSON object, in order, with values as their sender wrote them. Immutable. Changed copies keep all
 * other members.
 */
public final class RawObject {

  /** An object without members. */
  public static final RawObject EMPTY = new RawObject(List.of());

  private final List<Member> members;

  /**
   * A member.
   *
   * @param name its decoded name
   * @param written its name as JSON
   * @param value its value
   */
  public record Member(String name, RawJson written, RawJson value) {}

  RawObject(List<Member> members) {
    this.members = List.copyOf(members);
  }

  /** {@return the members, in order} */
  public List<Member> members() {
    return members;
  }

  /** {@return the value of the member; of several with this name the last, as most parsers read it} */
  public Optional<RawJson> find(String name) {
    for (Member member : members.reversed()) {
      if (member.name().equals(name)) {
        return Optional.of(member.value());
      }
    }
    return Optional.empty();
  }

  /** {@return the member's text, if it is a string} */
  public Optional<String> text(String name) {
    return find(name).flatMap(RawJson::string);
  }

  /** {@return the member as an object; empty if it is none} */
  public RawObject object(String name) {
    return find(name).flatMap(RawJson::object).orElse(EMPTY);
  }

  /** {@return the member's elements; empty if it is no array} */
  public List<RawJson> elements(String name) {
    return find(name).map(RawJson::elements).orElse(List.of());
  }

  /** {@return whether two members have the same name, so that two readers may read different values} */
  public boolean repeats() {
    Set<String> names = new HashSet<>();
    return members.stream().anyMatch(member -> !names.add(member.name()));
  }

  /** {@return a copy in which the member has this value, in its place or else at the end} */
  public RawObject with(String name, RawJson value) {
    List<Member> changed = new ArrayList<>(members.size() + 1);
    boolean placed = false;
    for (Member member : members) {
      if (!member.name().equals(name)) {
        changed.add(member);
      } else if (!placed) {
        changed.add(new Member(name, member.written(), value));
        placed = true;
      }
    }
    if (!placed) {
      changed.add(new Member(name, RawJson.text(name), value));
    }
    return new RawObject(changed);
  }

  /** {@return a copy in which the member has this value} */
  public RawObject with(String name, RawObject value) {
    return with(name, value.json());
  }

  /** {@return a copy in which the member has this text} */
  public RawObject with(String name, String text) {
    return with(name, RawJson.text(text));
  }

  /** {@return a copy without the member} */
  public RawObject without(String name) {
    return new RawObject(
      members
        .stream()
        .filter(member -> !member.name().equals(name))
        .toList()
    );
  }

  /** {@return the object as JSON} */
  public RawJson json() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write('{');
    for (int i = 0; i < members.size(); i++) {
      if (i > 0) {
        out.write(',');
      }
      members.get(i).written().writeTo(out);
      out.write(':');
      members.get(i).value().writeTo(out);
    }
    out.write('}');
    byte[] bytes = out.toByteArray();
    return new RawJson(bytes, 0, bytes.length);
  }

  /** Omits the values, which may be confidential. */
  @Override
  public String toString() {
    return "RawObject" + members.stream().map(Member::name).toList();
  }
}
