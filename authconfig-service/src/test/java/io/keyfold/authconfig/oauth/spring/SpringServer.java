package io.keyfold.authconfig.oauth.spring;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.util.FileSystemUtils;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;

/** Spring Authorization Server on a loopback port; users log in with a form as {@code ada}, password {@code lovelace}. */
final class SpringServer implements AutoCloseable {

  private final Tomcat tomcat = new Tomcat();
  private final AnnotationConfigWebApplicationContext spring = new AnnotationConfigWebApplicationContext();
  private final Path directory;

  SpringServer(List<RegisteredClient> clients) {
    try {
      directory = Files.createTempDirectory("spring-server");
      tomcat.setBaseDir(directory.toString());
      Connector connector = new Connector();
      connector.setProperty("address", "127.0.0.1");
      connector.setPort(0);
      tomcat.setConnector(connector);
      Context web = tomcat.addContext("", directory.toString());
      Tomcat.addServlet(web, "none", new NotFound());
      web.addServletMappingDecoded("/", "none");
      web.addServletContainerInitializer((types, servlets) -> {
        spring.setServletContext(servlets);
        spring.register(SpringServerConfiguration.class);
        spring.addBeanFactoryPostProcessor(beans ->
          beans.registerSingleton("clients", new SpringServerConfiguration.Clients(clients))
        );
        spring.refresh();
        servlets
          .addFilter("security", spring.getBean("springSecurityFilterChain", Filter.class))
          .addMappingForUrlPatterns(null, false, "/*");
      }, Set.of());
      tomcat.start();
    } catch (IOException | LifecycleException e) {
      throw new IllegalStateException(e);
    }
  }

  /** {@return its issuer identifier} */
  String issuer() {
    return "http://127.0.0.1:" + tomcat.getConnector().getLocalPort();
  }

  @Override
  public void close() throws LifecycleException, IOException {
    tomcat.stop();
    tomcat.destroy();
    spring.close();
    FileSystemUtils.deleteRecursively(directory);
  }

  /** Filters run only in front of a servlet. */
  private static final class NotFound extends HttpServlet {

    private static final long serialVersionUID = 1L;
  }
}
