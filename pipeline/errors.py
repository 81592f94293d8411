"""The errors that the package raises on purpose; each message names the value, what is allowed and the remedy."""


class PipelineError(Exception):
    """Anything that the command line reports in one line instead of a traceback."""


class ConfigError(PipelineError):
    """The caller asked for something that does not exist: an option, a model, a folder."""


class CorpusError(PipelineError):
    """One input file or record cannot be used; the others go on."""


class GoldError(PipelineError):
    """A gold file does not fit its format or its text."""


class InvariantError(PipelineError):
    """The program broke a promise of its own; the message names the article and the span."""
