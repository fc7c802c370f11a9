package dev.correlator.core;

import java.util.ArrayList;
import java.util.List;

/** The description of a stage. */
abstract class StageSpec {

  final ModuleSpec module;
  final String name;

  /** Where it is declared; empty where no places are told. */
  private final String place;

  /** Its number in the program, in the order of depth, module and declaration. */
  int id = -1;

  /** How many stages a record's effect passes before it gets here. */
  int depth;

  StageSpec(ModuleSpec module, String name) {
    this.module = module;
    this.name = name;
    place = module.place();
    boolean letters = !name.isEmpty() && name.charAt(0) >= 'a' && name.charAt(0) <= 'z';
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      letters &= c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-';
    }
    if (!letters) {
      module.problem("stage '" + name + "': a name is lower case letters, digits and '-'");
    }
  }

  /** Checks what could not be checked call by call; called once after all stages are declared. */
  abstract void check();

  /** The classes that this stage may send, as far as they are known before the run. */
  abstract List<Class<?>> sends();

  /** Whether it may send facts that are not known before the run, from code. */
  boolean sendsFromCode() {
    return false;
  }

  /** The classes that it takes. */
  List<Class<?>> takes() {
    return List.of();
  }

  /** Where it says that it takes the class of this index; empty where no places are told. */
  String takesPlace(int index) {
    return "";
  }

  /** What it takes, for people. */
  String takesText() {
    return takes().isEmpty() ? "records" : names(takes());
  }

  /** What it sends, for people. */
  String sendsText() {
    return sendsFromCode() ? "by code" : sends().isEmpty() ? "nothing" : names(sends());
  }

  static String names(List<Class<?>> classes) {
    return String.join(",", classes.stream().map(Class::getSimpleName).distinct().toList());
  }

  /** Tells it who takes what it sends; called after {@link #check}. */
  void link(Links links) {}

  abstract Stage create(Shard shard);

  final void problem(String text) {
    problem(text, place);
  }

  /** The same of a call that stands elsewhere than the stage's first: see {@link Rule#place}. */
  final void problem(String text, String at) {
    module.problem("stage '" + name + "': " + text, at.isEmpty() ? place : at);
  }

  /** Where it is declared; empty where no places are told. */
  final String place() {
    return place;
  }

  /** Who takes what. */
  interface Links {
    /** The stages that take this class when this stage sends it. */
    int[] consumers(StageSpec from, Class<?> type);
  }

  static List<Class<?>> classes(List<RecordShape> shapes) {
    List<Class<?>> c = new ArrayList<>();
    for (RecordShape s : shapes) {
      c.add(s.type);
    }
    return c;
  }

  @Override
  public final String toString() {
    return module.name + "/" + name;
  }
}
