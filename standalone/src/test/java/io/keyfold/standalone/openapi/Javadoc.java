package io.keyfold.standalone.openapi;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** The Javadoc of the services' sources, read with the JDK's own parser. */
final class Javadoc {

  private final Map<String, Comment> comments = new HashMap<>();

  /**
   * A comment as Markdown.
   *
   * @param summary the first sentence
   * @param description what follows it; empty if nothing does
   * @param params by parameter
   */
  record Comment(String summary, String description, Map<String, String> params) {
    /** {@return summary and description} */
    String text() {
      return description.isEmpty() ? summary : summary + "\n\n" + description;
    }
  }

  private Javadoc() {}

  /** {@return the comments of all main sources of the modules} */
  static Javadoc of(Path root, String... modules) throws IOException {
    List<Path> files = new ArrayList<>();
    for (String module : modules) {
      try (Stream<Path> tree = Files.walk(root.resolve(module).resolve("src/main/java"))) {
        tree.filter(file -> file.toString().endsWith(".java")).forEach(files::add);
      }
    }
    Javadoc javadoc = new Javadoc();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task = (JavacTask) compiler.getTask(
        null,
        manager,
        null,
        List.of("-proc:none"),
        null,
        manager.getJavaFileObjectsFromPaths(files)
      );
      DocTrees trees = DocTrees.instance(task);
      for (CompilationUnitTree unit : task.parse()) {
        javadoc.new Reader(trees, String.valueOf(unit.getPackageName())).scan(unit, null);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return javadoc;
  }

  /** {@return the comment of a type} */
  Optional<Comment> of(Class<?> type) {
    return Optional.ofNullable(comments.get(type.getName()));
  }

  /** {@return the comment of a method or an enum constant} */
  Optional<Comment> of(Class<?> type, String member) {
    return Optional.ofNullable(comments.get(type.getName() + "#" + member));
  }

  private static String markdown(List<? extends DocTree> parts) {
    StringBuilder text = new StringBuilder();
    parts.forEach(part -> text.append(part));
    return text
      .toString()
      .replaceAll("\\{@code ([^}]*)}", "`$1`")
      .replaceAll("\\{@link [^}]*?([A-Za-z]+)}", "$1")
      .replaceAll("\\s+", " ")
      .replaceAll(" ?<p> ?", "\n\n")
      .strip();
  }

  private final class Reader extends TreePathScanner<@Nullable Void, @Nullable Void> {

    private final DocTrees trees;
    private String owner;

    Reader(DocTrees trees, String owner) {
      this.trees = trees;
      this.owner = owner + ".";
    }

    @Override
    public @Nullable Void visitClass(ClassTree type, @Nullable Void none) {
      String outer = owner;
      String name = outer + type.getSimpleName();
      note(name);
      owner = name + "$";
      super.visitClass(type, null);
      owner = outer;
      return null;
    }

    @Override
    public @Nullable Void visitMethod(MethodTree method, @Nullable Void none) {
      note(member(method.getName()));
      return null;
    }

    @Override
    public @Nullable Void visitVariable(VariableTree variable, @Nullable Void none) {
      note(member(variable.getName()));
      return null;
    }

    private String member(CharSequence name) {
      return owner.substring(0, owner.length() - 1) + "#" + name;
    }

    private void note(String name) {
      DocCommentTree comment = trees.getDocCommentTree(getCurrentPath());
      if (comment == null) {
        return;
      }
      Map<String, String> params = new HashMap<>();
      for (DocTree tag : comment.getBlockTags()) {
        if (tag instanceof ParamTree param && !param.isTypeParameter()) {
          params.put(param.getName().getName().toString(), markdown(param.getDescription()));
        }
      }
      comments.put(name, new Comment(markdown(comment.getFirstSentence()), markdown(comment.getBody()), params));
    }
  }
}
