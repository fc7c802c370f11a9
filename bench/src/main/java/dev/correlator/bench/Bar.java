package dev.correlator.bench;

import java.io.IOException;
import java.util.List;

/** Something that is asked of the program, and how it is measured. */
interface Bar {

  /** A word for the command line. */
  String name();

  /** Measures; may take minutes. */
  List<Figure> measure(Workplace place) throws IOException, InterruptedException;
}
