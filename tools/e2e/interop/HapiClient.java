import ca.uhn.hl7v2.DefaultHapiContext;
import ca.uhn.hl7v2.HapiContext;
import ca.uhn.hl7v2.app.Connection;
import ca.uhn.hl7v2.model.Message;
import ca.uhn.hl7v2.model.v25.message.ACK;
import ca.uhn.hl7v2.parser.Parser;
import ca.uhn.hl7v2.validation.impl.ValidationContextFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Sends the messages of a folder with HAPI, whose default validation checks the answers: PORT FOLDER. */
public class HapiClient {
  public static void main(String[] arguments) throws Exception {
    HapiContext context = new DefaultHapiContext();
    context.setValidationContext(ValidationContextFactory.defaultValidation());
    Parser parser = context.getPipeParser();
    Connection connection = context.newClient("127.0.0.1", Integer.parseInt(arguments[0]), false);
    for (Path file : files(Path.of(arguments[1]))) {
      String name = file.getFileName().toString().replace(".hl7", "");
      try {
        Message message = parser.parse(Files.readString(file, StandardCharsets.US_ASCII));
        ACK ack = (ACK) connection.getInitiator().sendAndReceive(message);
        System.out.println(name + "\t" + ack.getMSA().getAcknowledgmentCode().getValue());
      } catch (Exception error) {
        System.out.println(name + "\t" + error);
      }
    }
    connection.close();
    context.close();
  }

  private static List<Path> files(Path folder) throws Exception {
    try (Stream<Path> all = Files.list(folder)) {
      return all.sorted().collect(Collectors.toList());
    }
  }
}
