package dev.correlator.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.correlator.api.EventHandler;
import dev.correlator.api.LogicModule;
import dev.correlator.api.RecordFormat;
import dev.correlator.api.TrailerFinder;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnServicesTest {

  private final ClassLoader program = OwnServicesTest.class.getClassLoader();

  @ParameterizedTest
  @ValueSource(
      classes = {LogicModule.class, EventHandler.class, RecordFormat.class, TrailerFinder.class})
  void eachOfTheProgramsServices_isFound(Class<?> service) {
    List<Class<?>> own = types(program, service).stream().filter(type -> !isOfTests(type)).toList();

    assertThat(types(new OwnServices(program), service)).containsExactlyInAnyOrderElementsOf(own);
  }

  @Test
  void services_areClassesOfTheProgramsLoader() {
    assertThat(types(new OwnServices(program), LogicModule.class))
        .isNotEmpty()
        .allSatisfy(type -> assertThat(type.getClassLoader()).isSameAs(program));
  }

  private static List<Class<?>> types(ClassLoader loader, Class<?> service) {
    return ServiceLoader.load(service, loader).stream()
        .<Class<?>>map(ServiceLoader.Provider::type)
        .toList();
  }

  private static boolean isOfTests(Class<?> type) {
    String place = type.getProtectionDomain().getCodeSource().getLocation().getPath();
    return place.contains("test-classes") || place.contains("testkit");
  }
}
