"""The web explorer's front door: `streamlit run app.py`, or `samenspel serve`."""

from explorer.frame import run

run()
